import type { Manifest } from './manifest.ts';
import type { MergedTable } from './merged-tables.ts';

export const FIRST_SCORES = 'first_published_scores';

/**
 * The scores that readers saw first of the dates that were published again since: a table of the serving file alone. Answers no
 * table where there is no such date.
 */
export function firstScores(
  tables: readonly MergedTable[],
  firsts: readonly Manifest[],
  version: number,
): MergedTable[] {
  const scores = tables.find(({ name }) => name === 'scores');
  const parts = firsts
    .filter((manifest) => manifest.version === version)
    .flatMap((manifest) =>
      manifest.tables
        .filter(({ name }) => name === 'scores')
        .map((table) => ({ snapshotDate: manifest.snapshot_date, table })),
    );
  if (scores === undefined || parts.length === 0) return [];
  const description =
    'One row per account and score of the dates that were published again since, as readers saw them first.';
  return [{ ...scores, name: FIRST_SCORES, description, servingOnly: true, parts }];
}
