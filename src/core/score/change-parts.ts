import { neutralPlace } from './assumption.ts';
import type { CompiledScorecard } from './compile-scorecard.ts';
import type { FeatureColumns } from './feature-columns.ts';
import { mixFeatures } from './mix-features.ts';
import { scoreAccounts } from './score-accounts.ts';
import { settle } from './settle.ts';
import { WITHHELD } from './ticks.ts';

/** What can move a score: what the account did, what we know of it, the scorecard, and people who set it by hand. */
export const CHANGE_PARTS = ['behaviour', 'availability', 'version', 'override'] as const;
export type ChangePart = (typeof CHANGE_PARTS)[number];

/** One side of a comparison: features as of a day, under the scorecard that scored it. */
interface Side {
  readonly card: CompiledScorecard;
  readonly features: FeatureColumns;
}

/** By row, in ticks; WITHHELD where either score is. */
export interface ChangeParts {
  readonly change: Int32Array;
  /** They add up to the change exactly. */
  readonly parts: Readonly<Record<ChangePart, Int32Array>>;
}

/**
 * Splits the change of scores between two days into four parts, none of which depends on an order of telling: each part is
 * its Shapley value, the mean over all orders of what the score moves when that part goes from before to after. Sixteen
 * scorings; the parts are settled to whole ticks that add up to the change.
 *
 * Between the two days the minimum coverage and blocking measures are left aside; where nothing at all is known the score
 * in between is the neutral one.
 *
 * @param before and `after`: the same accounts in the same order, each with the columns of both scorecards
 */
export function changeParts(before: Side, after: Side): ChangeParts {
  const first = scoreAccounts(before.card, before.features).score;
  const last = scoreAccounts(after.card, after.features).score;
  const rows = first.length;
  const values = Array.from({ length: 2 ** CHANGE_PARTS.length }, (_, taken) =>
    scoreBetween(before, after, taken),
  );
  const change = new Int32Array(rows);
  for (let r = 0; r < rows; r++) {
    const known = first[r] !== WITHHELD && last[r] !== WITHHELD;
    change[r] = known ? (last[r] ?? 0) - (first[r] ?? 0) : WITHHELD;
  }
  const exact = CHANGE_PARTS.map((_part, p) => shapley(values, p, rows));
  const [behaviour, availability, version, override] = settle(exact, change);
  const none = new Int32Array(rows);
  return {
    change,
    parts: {
      behaviour: behaviour ?? none,
      availability: availability ?? none,
      version: version ?? none,
      override: override ?? none,
    },
  };
}

/** Scores with the parts whose bit is set in `taken` as they are after, and the others as they were before. */
function scoreBetween(before: Side, after: Side, taken: number): Int32Array {
  const has = (part: ChangePart) => (taken & (1 << CHANGE_PARTS.indexOf(part))) !== 0;
  const card = has('version') ? after.card : before.card;
  const features = mixFeatures(before.features, after.features, {
    cards: [before.card.card, after.card.card],
    has,
  });
  const neutral = card.base + Math.round(card.range * neutralPlace(card.card));
  return scoreAccounts(withoutConditions(card), features).score.map((ticks) =>
    ticks === WITHHELD ? neutral : ticks,
  );
}

function withoutConditions(compiled: CompiledScorecard): CompiledScorecard {
  const measures = compiled.measures.map((measure) =>
    measure.spec.missing === 'block'
      ? { ...measure, spec: { ...measure.spec, missing: 'redistribute' as const } }
      : measure,
  );
  return { ...compiled, measures, card: { ...compiled.card, minimum_coverage: 0 } };
}

/** 0! 3!, 1! 2!, 2! 1!, 3! 0! over 4!: how often a part comes after so many others. */
const ORDERS = [6 / 24, 2 / 24, 2 / 24, 6 / 24] as const;

function shapley(values: readonly Int32Array[], part: number, rows: number): Float64Array {
  const bit = 1 << part;
  const total = new Float64Array(rows);
  values.forEach((without, taken) => {
    const withPart = values[taken | bit];
    if ((taken & bit) !== 0 || !withPart) return;
    const share = ORDERS[countBits(taken)] ?? 0;
    for (let r = 0; r < rows; r++) {
      total[r] = (total[r] ?? 0) + share * ((withPart[r] ?? 0) - (without[r] ?? 0));
    }
  });
  return total;
}

function countBits(value: number): number {
  return value === 0 ? 0 : (value & 1) + countBits(value >> 1);
}
