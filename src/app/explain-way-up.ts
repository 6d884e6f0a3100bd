import { addDays } from '../core/config/days.ts';
import type { Scorecard } from '../core/config/scorecard-schema.ts';
import type { FeatureColumns } from '../core/score/feature-columns.ts';
import { seenMoves } from '../core/score/seen-moves.ts';
import { toPoints } from '../core/score/ticks.ts';
import { wayUp } from '../core/score/way-up.ts';
import type { Session } from '../ports/warehouse.ts';
import type { Reading } from './explain-reading.ts';
import type { Sides } from './explain-sides.ts';
import { ownMargin } from './own-margin.ts';

/** What would bring an account into the next band. */
export interface WayUpAnswer {
  /**
   * `reachable`: by the changes. `out_of_reach`: not within a quarter, by all that was ever seen together. `best`: it stands in the
   * best band. `set_by_hand`: nothing that it does counts while that holds. `unknown`: it can't be judged, or what it was scored
   * from is not kept.
   */
  readonly outcome: 'reachable' | 'out_of_reach' | 'best' | 'set_by_hand' | 'unknown';
  readonly band: string | null;
  /** The score after all changes. */
  readonly score: number | null;
  /** The fewest changes; leave one out, and the band is not reached. None where the score is enough, and only has to stay so. */
  readonly changes: readonly { readonly measure: string; readonly from: number; readonly to: number }[];
}

const QUARTER_DAYS = 91;

/** The fewest changes that lift an account, none larger than what nine in ten of those who improved have done in a quarter. */
export async function wayUpOf(
  serving: Session,
  sides: Sides,
  reading: Reading,
  { customerSafe }: { readonly customerSafe: boolean },
): Promise<WayUpAnswer> {
  const nothing = { band: null, score: null, changes: [] };
  const written = await sides.card(reading);
  const side = written === null ? null : await sides.of(reading, customerSafe ? openOnly(written) : written);
  const quarter = side === null ? null : await lastQuarter(serving, sides, side.card, reading.as_of);
  if (side === null || quarter === null) return { outcome: 'unknown', ...nothing };
  const moves = seenMoves(side.compiled, quarter.earlier, quarter.later);
  const band = side.compiled.card.bands.findIndex(({ name }) => name === reading.band);
  const margin = await ownMargin(serving, side.compiled, reading);
  const standing = { ...(band === -1 ? {} : { band }), ...(margin === undefined ? {} : { margin }) };
  const found = wayUp(side.compiled, side.features, { row: 0, moves, ...standing });
  if (typeof found === 'string') return { outcome: found, ...nothing };
  return {
    outcome: 'reachable',
    band: side.compiled.card.bands[found.band]?.name ?? null,
    score: toPoints(found.score),
    changes: found.changes.map(({ measure, from, to }) => ({ measure, from, to })),
  };
}

/** What is not for customers' eyes is not for them to change, nor is what the scorecard has no advice for. */
function openOnly(card: Scorecard): Scorecard {
  const dimensions = card.dimensions.map((dimension) => ({
    ...dimension,
    measures: dimension.measures.map((measure) =>
      measure.internal || measure.advice === undefined ? { ...measure, actionable: false } : measure,
    ),
  }));
  return { ...card, dimensions };
}

/** All accounts that were there a quarter before and now, on both days in the same order. */
async function lastQuarter(
  serving: Session,
  sides: Sides,
  card: Scorecard,
  asOf: string,
): Promise<{ earlier: FeatureColumns; later: FeatureColumns } | null> {
  const [before] = await serving.rows<{ as_of: string | null }>(
    'select cast(max(as_of) as varchar) as as_of from score_inputs where as_of <= $1::date',
    [addDays(asOf, -QUARTER_DAYS)],
  );
  if (before === undefined || before.as_of === null) return null;
  const both = await sides.features([card], [before.as_of, asOf]);
  if (both === null || both.rows === 0) return null;
  const half = both.rows / 2;
  return { earlier: rowsOf(both, 0, half), later: rowsOf(both, half, both.rows) };
}

function rowsOf({ numbers, texts }: FeatureColumns, from: number, to: number): FeatureColumns {
  return {
    rows: to - from,
    numbers: new Map([...numbers].map(([feature, column]) => [feature, column.subarray(from, to)])),
    texts: new Map([...texts].map(([feature, column]) => [feature, column.slice(from, to)])),
  };
}
