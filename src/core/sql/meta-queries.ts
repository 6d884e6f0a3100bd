import {
  type Compilable,
  DummyDriver,
  type IdentifierNode,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';

/** Tables of build.meta that the stages behind the door keep: what each relation is made of. */
export interface MetaTables {
  model_state: {
    /** schema.name */
    relation: string;
    /** SHA-256 of everything but data that makes its rows what they are. */
    fingerprint: string;
    /** Newest raw generation that its rows have seen. */
    generation: number;
  };
  as_of_state: {
    relation: string;
    /** YYYY-MM-DD */
    as_of: string;
    /** Number of the commit that built the date's rows: a date rebuilt later has a higher one. */
    sequence: number;
  };
  counters: {
    name: string;
    value: number;
  };
  node_record: {
    /** A model's relation, scores.<name> or check.<name>. */
    node: string;
    /** JSON: of everything but data that made it what it is, by name, a SHA-256 of its text. */
    parts: string;
    /** JSON: the columns that its yml promised, and so it had: by name, their types. */
    columns: string;
  };
  build_state: {
    relation: string;
    /** Number of the commit that last changed its rows. */
    sequence: number;
  };
  check_state: {
    relation: string;
    /** SHA-256 of the checks that were run. */
    fingerprint: string;
    /** JSON: what checks that only warn found. */
    warnings: string;
    /** JSON: a text for each relation that checks lead to, another one when its rows may be others; null for none. */
    targets: string | null;
  };
  raw_changes: {
    generation: number;
    source: string;
    /** Earliest instant from which the changed rows were known, UTC. */
    known_from: string;
  };
}

/** SQL text with `$1` parameters, as a Session takes it, and the type of its rows. */
export interface Statement<Row> {
  readonly sql: string;
  readonly params: readonly (string | number | boolean | null)[];
  /** Never there: it carries the type alone. */
  readonly row?: Row;
}

/** `build.meta` is a catalog and a schema; Kysely knows schemas only, so the dot is quoted apart here. */
class CatalogCompiler extends PostgresQueryCompiler {
  protected override compileUnwrappedIdentifier(node: IdentifierNode): void {
    this.append(
      node.name
        .split('.')
        .map((part) => this.sanitizeIdentifier(part))
        .join('"."'),
    );
  }
}

/**
 * Typed queries over build.meta, compiled and never executed here: a misspelt column is a type error, and the statement runs
 * like any other on the caller's Session. @example compiled(meta.selectFrom('model_state').selectAll())
 */
export const meta = new Kysely<MetaTables>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new CatalogCompiler(),
  },
}).withSchema('build.meta');

export function compiled<Row>(query: Compilable<Row>): Statement<Row> {
  const { sql, parameters } = query.compile();
  return { sql, params: parameters as Statement<Row>['params'] };
}
