import { bandAt } from './band-at.ts';
import type { Blend } from './blend-dimensions.ts';
import type { CompiledScorecard } from './compile-scorecard.ts';
import type { Reading } from './read-measure.ts';
import { NOT_APPLICABLE, PRESENT } from './scored-accounts.ts';
import { WITHHELD } from './ticks.ts';

interface Interval {
  readonly low: Int32Array;
  readonly high: Int32Array;
  readonly confidence: Uint8Array;
}

/**
 * The score's range over everything that is not known: every missing or stale measure at the worst end of the scale, and
 * at the best. Its width is 0 exactly where nothing is missing. Confidence is high where the whole range lies in one band,
 * medium where it reaches one other, else low.
 */
export function scoreInterval(
  card: CompiledScorecard,
  blend: Blend,
  scored: { readonly readings: readonly Reading[]; readonly score: Int32Array },
): Interval {
  const open = anythingMissing(scored.readings, scored.score.length);
  const low = new Int32Array(scored.score.length);
  const high = new Int32Array(scored.score.length);
  const confidence = new Uint8Array(scored.score.length);
  for (let r = 0; r < low.length; r++) {
    const score = scored.score[r] ?? WITHHELD;
    const known = open[r] === 0 && score !== WITHHELD;
    low[r] = known ? score : edge(card, blend.worst[r], { score, down: true });
    high[r] = known ? score : edge(card, blend.best[r], { score, down: false });
    const reach = bandAt(high[r] ?? 0, card.bandStarts) - bandAt(low[r] ?? 0, card.bandStarts);
    confidence[r] = score === WITHHELD ? 2 : Math.min(reach, 2);
  }
  return { low, high, confidence };
}

/** One end of the range, rounded outwards. Where nothing applies the range is the whole scale. */
function edge(
  { base, range, step }: CompiledScorecard,
  place: number | undefined,
  { score, down }: { score: number; down: boolean },
): number {
  if (place === undefined || Number.isNaN(place)) return down ? base : base + range;
  const steps = (range * place) / step;
  const ticks = base + (down ? Math.floor(steps) : Math.min(Math.ceil(steps), range / step)) * step;
  if (score === WITHHELD) return ticks;
  return down ? Math.min(ticks, score) : Math.max(ticks, score);
}

function anythingMissing(readings: readonly Reading[], rows: number): Uint8Array {
  const open = new Uint8Array(rows);
  for (const { state, gaps } of readings) {
    if (!gaps) continue;
    for (let r = 0; r < rows; r++) {
      if (state[r] !== PRESENT && state[r] !== NOT_APPLICABLE) open[r] = 1;
    }
  }
  return open;
}
