import type { PublishedColumn } from '../../../core/publish/published-table.ts';
import { literal } from '../../../core/sql/quote.ts';

/** What the definitions of the published tables are filled in with. Relations lie in the catalog `build`. */
export interface TableInputs {
  readonly snapshotId: string;
  /** YYYY-MM-DD */
  readonly asOf: string;
  /** schema.name of the feature model with account_name, owner, segment, lifecycle_stage, arr_cents, currency, renewal_date. */
  readonly profile: string;
  /** Marks of the scorecards that give any. */
  readonly marks?: readonly Mark[] | undefined;
}

/** A mark counts from a score on, inclusive, up to the next one. */
interface Mark {
  readonly score: string;
  readonly letter: string;
  readonly from: number;
}

/** The as-of date as a SQL literal. */
export function day(inputs: Pick<TableInputs, 'asOf'>): string {
  return `date ${literal(inputs.asOf)}`;
}

export const ACCOUNT_ID: PublishedColumn = {
  name: 'account_id',
  type: 'varchar',
  description: 'The customer account.',
};

export const AS_OF: PublishedColumn = {
  name: 'as_of',
  type: 'date',
  description: 'The row knows what was known before 00:00 UTC of this day.',
};

export const SCORE_NAME: PublishedColumn = {
  name: 'score_name',
  type: 'varchar',
  description: 'The scorecard, such as health.',
};

export const SNAPSHOT_ID: PublishedColumn = {
  name: 'snapshot_id',
  type: 'varchar',
  description: 'Hash of the inputs, SQL, configuration and code that the row comes from.',
};

/** The columns' names for a select list: a table's query names what it publishes. */
export function columnList(columns: readonly PublishedColumn[]): string {
  return columns.map(({ name }) => name).join(', ');
}
