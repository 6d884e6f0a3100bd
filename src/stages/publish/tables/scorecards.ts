import type { PublishedColumn, PublishedTable } from '../../../core/publish/published-table.ts';
import { literal } from '../../../core/sql/quote.ts';
import { AS_OF, columnList, day, SCORE_NAME, SNAPSHOT_ID, type TableInputs } from './table-inputs.ts';

/** A scorecard as it is published. */
interface PublishedScorecard {
  readonly name: string;
  readonly version: number;
  readonly hash: string;
  /** Everything its file says, as canonical JSON. */
  readonly text: string;
}

export interface ScorecardInputs extends TableInputs {
  readonly cards: readonly PublishedScorecard[];
}

const COLUMNS: readonly PublishedColumn[] = [
  AS_OF,
  SCORE_NAME,
  {
    name: 'scorecard_version',
    type: 'integer',
    description: 'Version of the scorecard, as its author counts.',
  },
  {
    name: 'scorecard_hash',
    type: 'varchar',
    description: 'Hash of the scorecard: of `scorecard`, in hexadecimal.',
  },
  {
    name: 'scorecard',
    type: 'varchar',
    description: 'The scorecard itself as JSON: measures, weights, bands, rules.',
  },
  SNAPSHOT_ID,
];

/** The scorecards that the day was scored by: a score of last year can still be made again and compared. */
export function scorecardsTable(inputs: ScorecardInputs): PublishedTable {
  const rows = inputs.cards.map(
    ({ name, version, hash, text }) =>
      `(${day(inputs)}, ${literal(name)}, cast(${version} as integer), ${literal(hash)}, ${literal(text)}, ${literal(inputs.snapshotId)})`,
  );
  const empty = `(${day(inputs)}, '', cast(0 as integer), '', '', '')`;
  return {
    name: 'scorecards',
    description: 'One row per score: the scorecard that the scores of the day were made by.',
    key: ['score_name', 'as_of'],
    columns: COLUMNS,
    query: `
  with
  final as (
    select * from (values ${rows.join(', ') || empty}) as cards (${columnList(COLUMNS)})
    where score_name <> ''
  )
  select ${columnList(COLUMNS)} from final`,
  };
}
