import type { CompiledScorecard } from './compile-scorecard.ts';
import { ABSENT, isKnown, toTicks } from './ticks.ts';

/** The largest tenth of the steps is left out: breaks are no noise. */
const KEPT = 0.9;

/**
 * Mean of the smaller nine tenths of |difference| of two independent normal numbers, in standard deviations of one:
 * sqrt(2) x sqrt(2 / pi) x (1 - exp(-1.6449^2 / 2)) / 0.9.
 */
const MEAN_KEPT_STEP = 0.929_631;

/** Fewer steps between readings than this say too little about noise. */
const ENOUGH = 8;

/**
 * Margins from each account's own noise: a multiple of the standard deviation that its score has around its course. It is
 * estimated from the steps between successive readings, the largest left out, which neither a trend nor a break disturbs
 * (von Neumann's successive differences, trimmed).
 *
 * @param readings those that the band rests on, as for `foldBands`
 * @returns margins in ticks by account; the scorecard's own margin where there are too few readings, and everywhere for a
 *   scorecard that does not ask for `own_noise`
 */
export function noiseMargins(card: CompiledScorecard, readings: readonly Int32Array[]): Int32Array {
  const { margin, own_noise: asked } = card.card.steadiness;
  const margins = new Int32Array(readings.at(-1)?.length ?? 0).fill(toTicks(margin));
  if (!asked) return margins;
  return margins.map((stated, a) => {
    const steps = stepsOf(readings, a);
    if (steps.length < ENOUGH) return stated;
    const noise = keptMean(steps) / MEAN_KEPT_STEP;
    const wanted = Math.round(asked.times * noise);
    return Math.min(Math.max(wanted, toTicks(asked.at_least)), toTicks(asked.at_most));
  });
}

function stepsOf(readings: readonly Int32Array[], account: number): number[] {
  const scores = readings.map((reading) => reading[account] ?? ABSENT);
  return scores.slice(1).flatMap((score, i) => {
    const before = scores[i] ?? ABSENT;
    return isKnown(score) && isKnown(before) ? [Math.abs(score - before)] : [];
  });
}

function keptMean(steps: readonly number[]): number {
  const kept = [...steps].sort((a, b) => a - b).slice(0, Math.ceil(KEPT * steps.length));
  return kept.reduce((sum, step) => sum + step, 0) / kept.length;
}
