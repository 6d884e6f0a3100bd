import {
  type Compilable,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';

export { sql } from 'kysely';

/** A model that is written in TypeScript: a typed query, compiled and never executed here. */
export class TypedModel {
  readonly #compile: () => string;

  constructor(compile: () => string) {
    this.#compile = compile;
  }

  /** The SQL that goes through the same parser, rules and checks as a .sql file. Without parameters: a model takes none. */
  toSql(): string {
    return this.#compile();
  }
}

/** Values stand in the text as literals. */
class LiteralCompiler extends PostgresQueryCompiler {
  protected override appendValue(value: unknown): void {
    this.appendImmediateValue(value);
  }
}

/**
 * The model of a models/<layer>/<name>.ts. `R` are the project's relations, as `holdfast codegen` writes them to
 * models/relations.d.ts: a renamed column then breaks the type check and not last night's run.
 * @example export const model = defineModel<Relations>((db) => db.selectFrom('staging.stg_crm__accounts').select('account_id'));
 */
export function defineModel<R>(query: (db: Kysely<R>) => Compilable<unknown>): TypedModel {
  const db = new Kysely<R>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (inner) => new PostgresIntrospector(inner),
      createQueryCompiler: () => new LiteralCompiler(),
    },
  });
  return new TypedModel(() => query(db).compile().sql);
}
