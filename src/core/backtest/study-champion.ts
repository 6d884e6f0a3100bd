import type { StudyData } from './study-data.ts';

/** How a published version of a scorecard read the decisions that it was judged by. */
export interface PublishedReadings {
  readonly version: number;
  readonly hash: string;
  readonly horizon: number;
  /** Score by the decision's id. */
  readonly scores: ReadonlyMap<string, number>;
}

/** The decisions that both versions have a score for. */
export interface ChampionReadings {
  readonly version: number;
  readonly now: Float64Array;
  readonly before: Float64Array;
  readonly churned: Uint8Array;
}

/** Sets this version beside the published one; null where that is this very scorecard, or another horizon. */
export function besideChampion(
  data: StudyData,
  ids: readonly string[],
  { hash, published }: { hash: string; published: PublishedReadings | null },
): ChampionReadings | null {
  if (published === null || published.hash === hash || published.horizon !== data.horizon) return null;
  const idOf = (row: number) => ids[data.decisionRows[row] ?? -1] ?? '';
  const both = [...data.decisionRows.keys()].filter((row) => published.scores.has(idOf(row)));
  return {
    version: published.version,
    now: Float64Array.from(both, (row) => data.scores[row] ?? 0),
    before: Float64Array.from(both, (row) => published.scores.get(idOf(row)) ?? 0),
    churned: Uint8Array.from(both, (row) => data.churned[row] ?? 0),
  };
}
