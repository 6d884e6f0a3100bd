import type { Scorecard } from '../../core/config/scorecard-schema.ts';
import type { LearntByVariant } from '../../core/score/learnt.ts';
import { type CardSet, cardSet } from './card-set.ts';

/**
 * The cards of one score as of each date: what a card learns from its peers belongs to a day, or a score of last year would
 * know this year's peers. A card that goes by no peers is the same on every date.
 */
export class DatedCards {
  readonly #set: CardSet;
  readonly #learnt: ReadonlyMap<string, LearntByVariant>;
  readonly #made = new Map<string, CardSet>();

  /** @param learnt by date; a date that is not there was never scored, and compares with nobody */
  constructor(set: CardSet, learnt: ReadonlyMap<string, LearntByVariant>) {
    this.#set = set;
    this.#learnt = learnt;
  }

  at(asOf: string): CardSet {
    const learnt = this.#learnt.get(asOf);
    if (!learnt) return this.#set;
    const made = this.#made.get(asOf) ?? cardSet(this.#set.card, learnt);
    this.#made.set(asOf, made);
    return made;
  }

  /** The cards of another scorecard that learns the same from the same peers, such as one with other weights. */
  like(card: Scorecard): DatedCards {
    return new DatedCards(cardSet(card), this.#learnt);
  }
}
