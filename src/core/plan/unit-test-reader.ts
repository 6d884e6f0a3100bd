import { type Place, type Problem, problem } from '../../errors.ts';
import { didYouMean } from '../config/nearest.ts';
import type { UnitTestDeclaration, UnitTestValue } from '../config/unit-test-schema.ts';
import type { YamlDocument, YamlPath } from '../config/yaml-document.ts';
import { AS_OF_FORMS, asOfText, speaksOfAsOf } from './as-of-text.ts';
import { type ModelNode, SPINE } from './project-graph.ts';
import type { RelationColumn } from './relation-columns.ts';
import type { UnitTestRow, UnitTestTable } from './unit-test.ts';

interface Declared {
  readonly node: ModelNode;
  /** Columns of every relation there is. */
  readonly columns: ReadonlyMap<string, readonly RelationColumn[]>;
  /** Relations whose yml is broken: of them nothing can be said. */
  readonly unreadable: readonly string[];
  readonly document: YamlDocument;
  readonly test: UnitTestDeclaration;
  /** Where the test stands in the document. */
  readonly path: YamlPath;
}

/** Reads one test of a yml and notes every problem with its place. */
export class UnitTestReader {
  readonly problems: Problem[] = [];
  readonly #declared: Declared;

  constructor(declared: Declared) {
    this.#declared = declared;
  }

  place(path: YamlPath, what: 'key' | 'value' = 'value'): Place {
    return this.#declared.document.place([...this.#declared.path, ...path], what);
  }

  fault(path: YamlPath, detail: string, hint?: string, what: 'key' | 'value' = 'value'): Problem {
    const { node, test } = this.#declared;
    const params = { model: node.relation, test: test.name, detail };
    return problem('unitTestInvalid', params, { ...this.place(path, what), hint });
  }

  /** Rows of a relation; those of an unknown one are passed over. */
  given(relation: string): UnitTestTable {
    const { columns, unreadable, node, test } = this.#declared;
    const path = ['given', relation];
    const reads = node.dependsOn;
    if (unreadable.includes(relation)) return this.table(relation, []);
    if (!columns.has(relation)) {
      const hint = didYouMean(relation, reads) ?? didYouMean(relation, columns.keys());
      this.problems.push(this.fault(path, `there is no relation ${relation}`, hint, 'key'));
      return this.table(relation, []);
    }
    // SQL that does not parse reads nothing.
    if (reads.length > 0 && !reads.includes(relation)) {
      const hint = didYouMean(relation, reads) ?? `it reads ${reads.join(', ')}`;
      this.problems.push(this.fault(path, `the model does not read ${relation}`, hint, 'key'));
    }
    const dated = relation.startsWith('features.') || relation === SPINE;
    return this.table(relation, this.#rows(relation, test.given[relation] ?? [], { path, dated }));
  }

  /** The expected rows, each with all columns of the grain. */
  expected(): UnitTestTable {
    const { node, test } = this.#declared;
    const rows = this.#rows(node.relation, test.expect, { path: ['expect'], dated: true });
    for (const [index, { cells }] of rows.entries()) {
      const absent = (node.model.config.grain ?? []).filter((column) => !(column in cells));
      if (absent.length === 0) continue;
      const detail = `an expected row does not name ${absent.join(', ')}, of the grain`;
      this.problems.push(this.fault(['expect', index], detail));
    }
    return this.table(node.relation, rows);
  }

  table(relation: string, rows: readonly UnitTestRow[]): UnitTestTable {
    return { relation, columns: this.#declared.columns.get(relation) ?? [], rows };
  }

  /** `dated`: as_of is the test's own where a row does not name it. */
  #rows(
    relation: string,
    rows: readonly Readonly<Record<string, UnitTestValue>>[],
    { path, dated }: { path: YamlPath; dated: boolean },
  ): UnitTestRow[] {
    const types = new Map((this.#declared.columns.get(relation) ?? []).map(({ name, type }) => [name, type]));
    return rows.map((row, index) => {
      const at = [...path, index];
      const cells = Object.entries(row).map(([column, value]) => {
        if (!types.has(column)) this.#unknownColumn(relation, [...at, column], [...types.keys()]);
        return [column, this.#value(value, types.get(column), [...at, column])] as const;
      });
      const day = dated && types.has('as_of') ? { as_of: this.#declared.test.as_of } : {};
      return { cells: { ...day, ...Object.fromEntries(cells) }, place: this.place(at) };
    });
  }

  #unknownColumn(relation: string, path: YamlPath, known: readonly string[]): void {
    const column = String(path.at(-1));
    const hint = didYouMean(column, known) ?? `it has ${known.join(', ')}`;
    this.problems.push(this.fault(path, `${relation} has no column "${column}"`, hint, 'key'));
  }

  /** Text that begins like the as-of date but is of none of its forms is a slip, unless the column holds text. */
  #value(value: UnitTestValue, type: string | undefined, path: YamlPath): UnitTestValue {
    if (typeof value !== 'string' || !speaksOfAsOf(value)) return value;
    const read = asOfText(value, this.#declared.test.as_of);
    if (read !== null || type === 'varchar') return read ?? value;
    this.problems.push(this.fault(path, `"${value}" is no day`, `write ${AS_OF_FORMS}`));
    return value;
  }
}
