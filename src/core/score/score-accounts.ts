import { bandAt } from './band-at.ts';
import { type Blend, blendDimensions } from './blend-dimensions.ts';
import type { CompiledScorecard } from './compile-scorecard.ts';
import { contributions } from './contributions.ts';
import type { FeatureColumns } from './feature-columns.ts';
import { type Reading, readMeasure } from './read-measure.ts';
import { scoreInterval } from './score-interval.ts';
import { NOT_APPLICABLE, PRESENT, type ScoredAccounts } from './scored-accounts.ts';
import { settleItems } from './settle-items.ts';
import { WITHHELD } from './ticks.ts';
import { weighDimensions } from './weigh-dimensions.ts';

const ENOUGH = 1e-9;

/**
 * Scores rows of features: measures onto the scale, the missing by policy, weighted into dimensions and into the score,
 * in whole ten-thousandths of a point, with every point accounted for.
 *
 * Pure, and each row by itself: the same row gives the same result in any batch, at any place in it.
 * Cost: linear in rows x measures; about 60 bytes a cell while it lasts, so bring some ten thousand rows at once.
 */
export function scoreAccounts(card: CompiledScorecard, features: FeatureColumns): ScoredAccounts {
  const readings = card.measures.map((measure) => readMeasure(measure, features));
  const sums = weighDimensions(card, readings);
  const blend = blendDimensions(card, sums);
  const lines = contributions(readings, { card, sums, blend });
  const withheld = withhold(card, readings, blend);
  const raw = roundedSum(
    lines.map(({ exact }) => exact),
    withheld,
  );
  const score = publishable(card, raw);
  const rawBand = Uint8Array.from(score, (ticks) => bandAt(ticks, card.bandStarts));
  return {
    rows: features.rows,
    score,
    rawBand,
    coverage: blend.coverage.map((share) => (Number.isNaN(share) ? 0 : share)),
    withheld,
    ...scoreInterval(card, blend, { readings, score }),
    items: settleItems(card, lines, { raw, score }),
  };
}

/** 0 where there is a score, else the code of why there is none. */
function withhold(card: CompiledScorecard, readings: readonly Reading[], { coverage }: Blend): Uint8Array {
  const minimum = card.card.minimum_coverage;
  const reason = Uint8Array.from(coverage, (share) => (share > 0 && share + ENOUGH >= minimum ? 0 : 1));
  for (const { measure, state, gaps } of readings) {
    if (!gaps || measure.spec.missing !== 'block') continue;
    for (let r = 0; r < reason.length; r++) {
      if (state[r] !== PRESENT && state[r] !== NOT_APPLICABLE) reason[r] = 2;
    }
  }
  return reason;
}

/** Sums columns in their order and rounds once, halves up. */
function roundedSum(columns: readonly Float64Array[], withheld: Uint8Array): Int32Array {
  const sum = new Float64Array(withheld.length);
  for (const column of columns) {
    for (let r = 0; r < sum.length; r++) sum[r] = (sum[r] ?? 0) + (column[r] ?? 0);
  }
  return Int32Array.from(sum, (value, r) => (withheld[r] === 0 ? Math.floor(value + 0.5) : WITHHELD));
}

/** From ticks above the scale's min to the score: on a multiple of the scale's step. */
function publishable({ base, step }: CompiledScorecard, raw: Int32Array): Int32Array {
  return raw.map((ticks) => (ticks === WITHHELD ? WITHHELD : base + Math.floor(ticks / step + 0.5) * step));
}
