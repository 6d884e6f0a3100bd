import { bandAt } from './band-at.ts';
import type { CompiledScorecard } from './compile-scorecard.ts';
import { UNKNOWN_BAND } from './scored-accounts.ts';
import { ABSENT, isKnown, WITHHELD } from './ticks.ts';

/**
 * The band of one account after a window of its readings.
 *
 * Each run of readings in a row puts limits to the band: not below what all of them clear by the margin, not above what all
 * of them stay under by the margin. A band within its limits stays; one outside moves to the nearest limit. Readings that
 * are withheld are no evidence: they neither move the band nor count as readings in a row. A reading that a rule or an
 * override made moves the band at once.
 *
 * The fold begins at the account's first reading, or, where its history is longer than the window, at the window's median:
 * a start that slid along with one noisy reading would bring the flapping back.
 */
export class BandFold {
  readonly #starts: readonly number[];
  /** Boundaries as a rising and as a falling score meets them. */
  #rising: readonly number[] = [];
  #falling: readonly number[] = [];
  #margin = -1;
  readonly #inARow: number;
  /** Of the loaded account, by reading: its score, and the lowest and the highest band that the score allows. */
  readonly #scores: Int32Array;
  readonly #lowest: Uint8Array;
  readonly #highest: Uint8Array;
  readonly #decided: Uint8Array;
  /** Room for those scores of the window that are known. */
  readonly #known: Int32Array;

  /** @param readings how many readings an account has */
  constructor(card: CompiledScorecard, readings: number) {
    this.#starts = card.bandStarts;
    this.#inARow = card.card.steadiness.readings;
    this.#scores = new Int32Array(readings);
    this.#lowest = new Uint8Array(readings);
    this.#highest = new Uint8Array(readings);
    this.#decided = new Uint8Array(readings);
    this.#known = new Int32Array(readings);
  }

  /**
   * Takes up an account: its score at each reading, oldest first, WITHHELD or ABSENT where there is none, and whether a rule
   * or an override made it. `margin` in ticks.
   */
  load(
    readings: readonly Int32Array[],
    account: number,
    { decided, margin }: { readonly decided: readonly Uint8Array[]; readonly margin: number },
  ): void {
    this.#setMargin(margin);
    for (let i = 0; i < this.#scores.length; i++) {
      const score = readings[i]?.[account] ?? ABSENT;
      this.#scores[i] = score;
      this.#decided[i] = isKnown(score) ? (decided[i]?.[account] ?? 0) : 0;
      this.#lowest[i] = isKnown(score) ? bandAt(score, this.#rising) : 0;
      this.#highest[i] = isKnown(score) ? bandAt(score, this.#falling) : this.#starts.length - 1;
    }
  }

  #setMargin(margin: number): void {
    if (margin === this.#margin) return;
    this.#margin = margin;
    this.#rising = this.#starts.map((start) => start + margin);
    this.#falling = this.#starts.map((start) => start - margin);
  }

  /** The band after the readings from `first` to `last`; UNKNOWN_BAND if there is no score at `last`. */
  band(first: number, last: number): number {
    if (!isKnown(this.#scores[last] ?? ABSENT)) return UNKNOWN_BAND;
    let lowest = 0;
    let highest = this.#starts.length - 1;
    for (let i = first; i <= last; i++) {
      if (this.#decided[i] === 1) {
        lowest = bandAt(this.#scores[i] ?? ABSENT, this.#starts);
        highest = lowest;
        continue;
      }
      if (i < first + this.#inARow - 1) continue;
      let from = this.#lowest[i] ?? 0;
      let to = this.#highest[i] ?? 0;
      for (let j = i - this.#inARow + 1; j < i; j++) {
        from = Math.min(from, this.#lowest[j] ?? 0);
        to = Math.max(to, this.#highest[j] ?? 0);
      }
      lowest = clamp(lowest, from, to);
      highest = clamp(highest, from, to);
    }
    // Whatever band the fold began with, it has come to one of these; the beginning matters only if they differ.
    return lowest === highest ? lowest : clamp(this.#beginning(first, last), lowest, highest);
  }

  /** How many of the readings from `first` to `last` have a score. */
  known(first: number, last: number): number {
    let known = 0;
    for (let i = first; i <= last; i++) if (isKnown(this.#scores[i] ?? ABSENT)) known++;
    return known;
  }

  isDecided(reading: number): boolean {
    return this.#decided[reading] === 1;
  }

  /** Whether the score at a reading is clear of a band by the margin, above or below. */
  isClear(reading: number, band: number): boolean {
    return (this.#lowest[reading] ?? 0) > band || (this.#highest[reading] ?? 0) < band;
  }

  /** The window slides once it is full; until then the first reading stays the first. */
  #beginning(first: number, last: number): number {
    const slides = last - first + 1 >= WINDOW && this.#scores[first] !== ABSENT;
    let known = 0;
    for (let i = first; i <= last; i++) {
      const score = this.#scores[i] ?? ABSENT;
      if (!isKnown(score)) continue;
      this.#known[known++] = score;
      if (!slides) break;
    }
    if (slides) this.#known.subarray(0, known).sort();
    return bandAt(known === 0 ? WITHHELD : (this.#known[known >> 1] ?? WITHHELD), this.#starts);
  }
}

/** How many calendar readings a band rests on. */
export const WINDOW = 26;

function clamp(value: number, from: number, to: number): number {
  return Math.min(Math.max(value, from), to);
}
