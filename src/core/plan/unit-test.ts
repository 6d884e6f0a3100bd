import type { Place } from '../../errors.ts';
import type { UnitTestValue } from '../config/unit-test-schema.ts';
import type { RelationColumn } from './relation-columns.ts';

/** One row of a unit test: the columns that it names, `as_of` already replaced by its day. */
export interface UnitTestRow {
  readonly cells: Readonly<Record<string, UnitTestValue>>;
  readonly place: Place;
}

export interface UnitTestTable {
  readonly relation: string;
  readonly columns: readonly RelationColumn[];
  readonly rows: readonly UnitTestRow[];
}

/** A unit test, ready to run: every relation that the model reads, and the rows that it must give. */
export interface UnitTest {
  readonly name: string;
  readonly asOf: string;
  /** Where it begins in the yml. */
  readonly place: Place;
  /** What stands in each relation that the model reads, apart from seeds that hold what they always hold. */
  readonly inputs: readonly UnitTestTable[];
  readonly grain: readonly string[];
  readonly expected: UnitTestTable;
}
