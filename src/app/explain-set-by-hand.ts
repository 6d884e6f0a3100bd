import type { Scorecard } from '../core/config/scorecard-schema.ts';
import { toPoints, toTicks } from '../core/score/ticks.ts';
import type { Reading, ScoreLine } from './explain-reading.ts';
import type { Sides } from './explain-sides.ts';

/** A score that somebody set in the place of the computed one. */
export interface SetByHand {
  readonly author: string | null;
  readonly reason: string | null;
  /** What the scorecard came to by itself; null where too little was known for a score. */
  readonly computed: number | null;
}

/** Who set a reading's score by hand, and why; null where nobody did, or what it was scored from is not kept. */
export async function setByHandOf(
  sides: Sides,
  reading: Reading,
  items: readonly ScoreLine[],
): Promise<SetByHand | null> {
  const line = items.find(({ kind }) => kind === 'override');
  const card = line === undefined ? null : await sides.card(reading);
  if (line === undefined || card === null || card.override === undefined) return null;
  const { author, reason } = await wordsOf(sides, reading, card, card.override);
  const rest =
    items.reduce((ticks, { points }) => ticks + toTicks(points ?? 0), 0) - toTicks(line.points ?? 0);
  const isComputed = items.some(({ kind, points }) => kind === 'measure' && points !== 0);
  return { author, reason, computed: isComputed ? toPoints(rest) : null };
}

async function wordsOf(
  sides: Sides,
  reading: Reading,
  card: Scorecard,
  override: NonNullable<Scorecard['override']>,
): Promise<Pick<SetByHand, 'author' | 'reason'>> {
  const texts = (await sides.of(reading, card))?.features.texts;
  const word = (feature: string) => texts?.get(feature)?.[0] ?? null;
  return { author: word(override.author), reason: word(override.reason) };
}
