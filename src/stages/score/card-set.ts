import type { Scorecard } from '../../core/config/scorecard-schema.ts';
import type { CompiledScorecard } from '../../core/score/compile-scorecard.ts';
import { type CompiledVariants, compileVariants, splitByVariant } from '../../core/score/compile-variants.ts';
import type { FeatureColumns } from '../../core/score/feature-columns.ts';
import { learnVariants, peerFeatures } from '../../core/score/learn-peers.ts';
import type { LearntByVariant } from '../../core/score/learnt.ts';
import { type FeatureSlot, featureSlots } from './feature-slots.ts';
import { scorecardHash } from './scorecard-hash.ts';

/** A scorecard with its variants, ready to score. */
export interface CardSet {
  readonly card: Scorecard;
  readonly hash: string;
  /** The scorecard itself first, then its variants: each has its measures, weights and bands. */
  readonly cards: readonly CompiledScorecard[];
  readonly compiled: CompiledVariants;
  readonly slots: readonly FeatureSlot[];
  /** Every band's name once, those of the scorecard itself first and worst first. */
  readonly bandNames: readonly string[];
  /** Every dimension's name, sorted; a variant may lack some. */
  readonly dimensionNames: readonly string[];
}

/** @param learnt what the card learnt from its peers; without it a card that goes by peers has the right shape and no values */
export function cardSet(card: Scorecard, learnt: LearntByVariant = nothingLearnt(card)): CardSet {
  const compiled = compileVariants(card, learnt);
  const cards = [compiled.base, ...compiled.variants.map((variant) => variant.card)];
  const bandNames = [...new Set(cards.flatMap((each) => each.card.bands.map(({ name }) => name)))];
  const dimensionNames = compiled.base.dimensions.map(({ name }) => name);
  return {
    card,
    hash: scorecardHash(card),
    cards,
    compiled,
    slots: featureSlots(card),
    bandNames,
    dimensionNames,
  };
}

function nothingLearnt(card: Scorecard): LearntByVariant {
  const none = (feature: string) => [feature, new Float64Array()] as const;
  const texts = card.peers.by === undefined ? [] : [[card.peers.by, []] as const];
  return learnVariants(card, {
    rows: 0,
    numbers: new Map([...peerFeatures(card)].map(none)),
    texts: new Map(texts),
  });
}

/** Rows of a batch that one of the cards counts for. */
export interface CardRows {
  /** Index into `CardSet.cards`. */
  readonly card: number;
  /** Which rows of the batch these are. */
  readonly rows: Int32Array;
  readonly features: FeatureColumns;
}

/** Every row with the card that counts for it. */
export function rowsByCard({ cards, compiled }: CardSet, features: FeatureColumns): CardRows[] {
  if (cards.length === 1) return [{ card: 0, rows: numbers(0, features.rows), features }];
  return splitByVariant(compiled, features).map((part) => ({ ...part, card: cards.indexOf(part.card) }));
}

/** from, from + 1, ..., to - 1 */
export function numbers(from: number, to: number): Int32Array {
  const found = new Int32Array(to - from);
  for (let i = 0; i < found.length; i++) found[i] = from + i;
  return found;
}
