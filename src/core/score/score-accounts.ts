import { addPoints } from './add-points.ts';
import { bandAt } from './band-at.ts';
import { type Blend, blendDimensions } from './blend-dimensions.ts';
import type { CompiledScorecard } from './compile-scorecard.ts';
import type { FeatureColumns } from './feature-columns.ts';
import { hasLimits, keepLimits } from './limits.ts';
import { type Reading, readMeasure } from './read-measure.ts';
import { applyOverride, applyRules, type ScoreStep } from './rules.ts';
import { scoreInterval } from './score-interval.ts';
import { NOT_APPLICABLE, PRESENT, type ScoredAccounts } from './scored-accounts.ts';
import { WITHHELD } from './ticks.ts';
import { weighDimensions } from './weigh-dimensions.ts';

const ENOUGH = 1e-9;

/**
 * Scores rows of features: measures onto the scale, the missing by policy, weighted into dimensions and into the score, in
 * whole ten-thousandths of a point; then the scale's step, rules, and the override. `scoreItems` explains the result, and
 * `Reasons` names what cost most.
 *
 * Pure, and each row by itself: the same row gives the same result in any batch, at any place in it. Cost: linear in
 * rows x measures; about 10 bytes a cell, so bring a few thousand rows at once.
 */
export function scoreAccounts(card: CompiledScorecard, features: FeatureColumns): ScoredAccounts {
  const readings = card.measures.map((measure) => readMeasure(measure, features));
  const sums = weighDimensions(card, readings);
  const open = blendDimensions(card, sums);
  const byPoints = card.card.arithmetic === 'points' ? addPoints(card, readings, open) : null;
  const limited = !byPoints && hasLimits(card.card) ? keepLimits(card, readings, open) : null;
  const blend = byPoints?.blend ?? limited?.blend ?? open;
  const withheld = withhold(card, readings, open);
  const raw = rawScore(card, blend, withheld);
  const rounded = toSteps(card, raw);
  const computed = rounded.slice();
  const rules = applyRules(card, features, computed);
  const score = computed.slice();
  const override = applyOverride(card, features, score);
  const steps = override ? [...rules, override] : rules;
  return {
    rows: features.rows,
    score,
    computed,
    rawBand: rawBands(card, score),
    coverage: open.coverage.map((share) => (Number.isNaN(share) ? 0 : share)),
    withheld,
    decided: decided(features.rows, steps),
    ...scoreInterval(card, features, { blend, readings, score }),
    basis: { readings, sums, blend: open, limited, byPoints, raw, rounded, steps },
  };
}

function rawBands({ bandStarts }: CompiledScorecard, score: Int32Array): Uint8Array {
  const bands = new Uint8Array(score.length);
  for (let r = 0; r < bands.length; r++) bands[r] = bandAt(score[r] ?? WITHHELD, bandStarts);
  return bands;
}

/** 0 where there is a score, else the code of why there is none. */
function withhold(card: CompiledScorecard, readings: readonly Reading[], { coverage }: Blend): Uint8Array {
  const minimum = card.card.minimum_coverage;
  const reason = new Uint8Array(coverage.length);
  for (let r = 0; r < reason.length; r++) {
    const share = coverage[r] ?? Number.NaN;
    reason[r] = share > 0 && share + ENOUGH >= minimum ? 0 : 1;
  }
  for (const { measure, state, gaps } of readings) {
    if (!gaps || measure.spec.missing !== 'block' || measure.maxTicks === 0) continue;
    for (let r = 0; r < reason.length; r++) {
      if (state[r] !== PRESENT && state[r] !== NOT_APPLICABLE) reason[r] = 2;
    }
  }
  return reason;
}

/** Ticks above the scale's min, halves up. */
function rawScore({ range }: CompiledScorecard, { whole }: Blend, withheld: Uint8Array): Int32Array {
  const raw = new Int32Array(whole.length);
  for (let r = 0; r < raw.length; r++) {
    raw[r] = withheld[r] === 0 ? Math.floor(range * (whole[r] ?? Number.NaN) + 0.5) : WITHHELD;
  }
  return raw;
}

/** 1 where a rule changed the score or somebody set it: the band follows at once. */
function decided(rows: number, steps: readonly ScoreStep[]): Uint8Array {
  const found = new Uint8Array(rows);
  for (const { kind, fired, change } of steps) {
    for (let r = 0; r < rows; r++) {
      if (change[r] !== 0 || (kind === 'override' && fired[r] === 1)) found[r] = 1;
    }
  }
  return found;
}

/** From ticks above the scale's min to the score: on a multiple of the scale's step. */
function toSteps({ base, step }: CompiledScorecard, raw: Int32Array): Int32Array {
  const score = new Int32Array(raw.length);
  for (let r = 0; r < score.length; r++) {
    const ticks = raw[r] ?? WITHHELD;
    score[r] = ticks === WITHHELD ? WITHHELD : base + Math.floor(ticks / step + 0.5) * step;
  }
  return score;
}
