import { bandAt } from './band-at.ts';
import { type Blend, blendDimensions } from './blend-dimensions.ts';
import type { CompiledScorecard } from './compile-scorecard.ts';
import type { FeatureColumns } from './feature-columns.ts';
import { type Reading, readMeasure } from './read-measure.ts';
import { scoreInterval } from './score-interval.ts';
import { NOT_APPLICABLE, PRESENT, type ScoredAccounts } from './scored-accounts.ts';
import { WITHHELD } from './ticks.ts';
import { weighDimensions } from './weigh-dimensions.ts';

const ENOUGH = 1e-9;

/**
 * Scores rows of features: measures onto the scale, the missing by policy, weighted into dimensions and into the score, in
 * whole ten-thousandths of a point. `scoreItems` explains the result, and `Reasons` names what cost most.
 *
 * Pure, and each row by itself: the same row gives the same result in any batch, at any place in it. Cost: linear in
 * rows x measures; about 10 bytes a cell, so bring a few thousand rows at once.
 */
export function scoreAccounts(card: CompiledScorecard, features: FeatureColumns): ScoredAccounts {
  const readings = card.measures.map((measure) => readMeasure(measure, features));
  const sums = weighDimensions(card, readings);
  const blend = blendDimensions(card, sums);
  const withheld = withhold(card, readings, blend);
  const raw = Int32Array.from(blend.whole, (place, r) =>
    withheld[r] === 0 ? Math.floor(card.range * place + 0.5) : WITHHELD,
  );
  const score = publishable(card, raw);
  return {
    rows: features.rows,
    score,
    rawBand: Uint8Array.from(score, (ticks) => bandAt(ticks, card.bandStarts)),
    coverage: blend.coverage.map((share) => (Number.isNaN(share) ? 0 : share)),
    withheld,
    ...scoreInterval(card, blend, { readings, score }),
    basis: { readings, sums, blend, raw },
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

/** From ticks above the scale's min to the score: on a multiple of the scale's step. */
function publishable({ base, step }: CompiledScorecard, raw: Int32Array): Int32Array {
  return raw.map((ticks) => (ticks === WITHHELD ? WITHHELD : base + Math.floor(ticks / step + 0.5) * step));
}
