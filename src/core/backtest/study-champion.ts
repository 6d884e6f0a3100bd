import type { StudyData } from './study-data.ts';

/** How a published version of a scorecard read the decisions that it was judged by. */
export interface PublishedReadings {
  readonly version: number;
  readonly hash: string;
  readonly horizon: number;
  /** Score by account and day of the decision, as `readingKey` writes them. */
  readonly scores: ReadonlyMap<string, number>;
}

/** The decisions that both versions have a score for. */
export interface ChampionReadings {
  readonly version: number;
  readonly now: Float64Array;
  readonly before: Float64Array;
  readonly churned: Uint8Array;
}

export function readingKey(account: string, decisionDate: string): string {
  return `${decisionDate} ${account}`;
}

/** Sets this version beside the published one; null where that is this very scorecard, or another horizon. */
export function besideChampion(
  data: StudyData,
  keys: readonly string[],
  { hash, published }: { hash: string; published: PublishedReadings | null },
): ChampionReadings | null {
  if (published === null || published.hash === hash || published.horizon !== data.horizon) return null;
  const both = [...keys.keys()].filter((row) => published.scores.has(keys[row] ?? ''));
  return {
    version: published.version,
    now: Float64Array.from(both, (row) => data.scores[row] ?? 0),
    before: Float64Array.from(both, (row) => published.scores.get(keys[row] ?? '') ?? 0),
    churned: Uint8Array.from(both, (row) => data.churned[row] ?? 0),
  };
}
