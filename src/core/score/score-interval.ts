import { bandAt } from './band-at.ts';
import type { Blend } from './blend-dimensions.ts';
import type { CompiledScorecard } from './compile-scorecard.ts';
import type { FeatureColumns } from './feature-columns.ts';
import type { Reading } from './read-measure.ts';
import { applyOverride, applyRules } from './rules.ts';
import { NOT_APPLICABLE, PRESENT } from './scored-accounts.ts';
import { WITHHELD } from './ticks.ts';

interface Interval {
  readonly low: Int32Array;
  readonly high: Int32Array;
  readonly confidence: Uint8Array;
}

/**
 * The score's range over everything that is not known: every missing or stale measure at the worst end of the scale, and
 * at the best. Its width is 0 where nothing is missing, and else only where a limit, a rule or an override leaves nothing
 * open. Confidence is high where the whole range lies in one band, medium where it reaches one other, else low.
 */
export function scoreInterval(
  card: CompiledScorecard,
  features: FeatureColumns,
  scored: { readonly blend: Blend; readonly readings: readonly Reading[]; readonly score: Int32Array },
): Interval {
  const { blend, readings, score } = scored;
  const low = edges(card, features, { place: blend.worst, down: true });
  const high = edges(card, features, { place: blend.best, down: false });
  const open = anythingMissing(readings, score.length);
  const confidence = new Uint8Array(score.length);
  for (let r = 0; r < low.length; r++) {
    const found = score[r] ?? WITHHELD;
    if (found === WITHHELD) {
      confidence[r] = 2;
      continue;
    }
    low[r] = open[r] === 0 ? found : Math.min(low[r] ?? found, found);
    high[r] = open[r] === 0 ? found : Math.max(high[r] ?? found, found);
    const reach = bandAt(high[r] ?? found, card.bandStarts) - bandAt(low[r] ?? found, card.bandStarts);
    confidence[r] = Math.min(reach, 2);
  }
  return { low, high, confidence };
}

/** One end of the range on every row, rounded outwards. Where nothing applies the range is the whole scale. */
function edges(
  card: CompiledScorecard,
  features: FeatureColumns,
  { place, down }: { place: Float64Array; down: boolean },
): Int32Array {
  const { base, range, step } = card;
  const ticks = new Int32Array(place.length);
  for (let r = 0; r < ticks.length; r++) {
    const steps = (range * (place[r] ?? Number.NaN)) / step;
    const whole = down ? Math.floor(steps) : Math.min(Math.ceil(steps), range / step);
    ticks[r] = base + (Number.isNaN(whole) ? (down ? 0 : range) : whole * step);
  }
  if (card.card.rules.length > 0) applyRules(card, features, ticks);
  applyOverride(card, features, ticks);
  return ticks;
}

/** Whether a measure with a say has no value, by row; a watched one leaves nothing open. */
function anythingMissing(readings: readonly Reading[], rows: number): Uint8Array {
  const open = new Uint8Array(rows);
  for (const { state, gaps, measure } of readings) {
    if (!gaps || measure.maxTicks === 0) continue;
    for (let r = 0; r < rows; r++) {
      if (state[r] !== PRESENT && state[r] !== NOT_APPLICABLE) open[r] = 1;
    }
  }
  return open;
}
