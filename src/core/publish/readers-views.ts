import { FIRST_SCORES } from './first-scores.ts';
import type { MergedTable } from './merged-tables.ts';

/** A view of the serving file: rows of one or more tables, with the columns that all of them have. */
export interface ReadersView {
  readonly name: string;
  readonly comment: string;
  readonly sources: readonly ReadersSource[];
}

/** Rows of one table: of these snapshot dates alone, or of all but these. */
interface ReadersSource {
  readonly table: string;
  readonly only?: readonly string[];
  readonly except?: readonly string[];
}

/** The readings of earlier days by today's scorecard and data. */
const RESTATED = 'calendar_scores';

/** What analysts start from: the latest snapshot of each table, and the scores of every day as they were shown and as they would be now. */
export function readersViews(tables: readonly MergedTable[], latest: string): ReadersView[] {
  const current = tables
    .filter((table) => !table.servingOnly)
    .map(({ name, description }) => ({
      name: `current_${name}`,
      comment: `${description} Of the latest snapshot, ${latest}.`,
      sources: [{ table: name, only: [latest] }],
    }));
  const scores = tables.find(({ name }) => name === 'scores');
  return scores === undefined ? current : [...current, ...scoresViews(tables, scores, latest)];
}

function scoresViews(tables: readonly MergedTable[], scores: MergedTable, latest: string): ReadersView[] {
  const first = tables.find(({ name }) => name === FIRST_SCORES);
  const again = first?.parts.map(({ snapshotDate }) => snapshotDate) ?? [];
  const restated = tables
    .filter(({ name }) => name === RESTATED)
    .map(({ name }) => ({ table: name, only: [latest] }));
  return [
    {
      name: 'scores_as_published',
      comment: `${scores.description} Each date as readers saw it first, whatever became known since.`,
      sources: [{ table: scores.name, except: again }, ...(first ? [{ table: first.name }] : [])],
    },
    {
      name: 'scores_restated',
      comment: `${scores.description} Each reading of the calendar as the latest snapshot, ${latest}, sees it: by its data and its scorecard.`,
      sources: [...restated, { table: scores.name, only: [latest] }],
    },
  ];
}
