import { bandAt } from './band-at.ts';
import type { CompiledScorecard } from './compile-scorecard.ts';
import { UNKNOWN_BAND } from './scored-accounts.ts';
import { ABSENT, toTicks, WITHHELD } from './ticks.ts';

/**
 * The band of each account after a window of readings.
 *
 * Each run of readings in a row puts limits to the band: not below what all of them clear by the margin, not above what all
 * of them stay under by the margin. A band within its limits stays; one outside moves to the nearest limit. Readings that
 * are withheld are no evidence: they neither move the band nor count as readings in a row.
 *
 * The fold begins at the account's first reading, or, where its history is longer than the window, at the window's median:
 * a start that slid along with one noisy reading would bring the flapping back.
 */
export class BandFold {
  readonly #readings: readonly Int32Array[];
  readonly #window: number;
  readonly #starts: readonly number[];
  /** Boundaries as a rising and as a falling score meets them. */
  readonly #rising: readonly number[];
  readonly #falling: readonly number[];
  readonly #inARow: number;

  constructor(card: CompiledScorecard, readings: readonly Int32Array[], window: number) {
    const { margin, readings: inARow } = card.card.steadiness;
    this.#readings = readings;
    this.#window = window;
    this.#starts = card.bandStarts;
    this.#rising = card.bandStarts.map((start) => start + toTicks(margin));
    this.#falling = card.bandStarts.map((start) => start - toTicks(margin));
    this.#inARow = inARow;
  }

  /** The account's band; UNKNOWN_BAND if its last reading is withheld. */
  band(account: number): number {
    const last = this.#readings.length - 1;
    if (!this.#isKnown(last, account)) return UNKNOWN_BAND;
    let lowest = 0;
    let highest = this.#starts.length - 1;
    for (let i = 0; i <= last; i++) {
      const [from, to] = this.#limits(i, account);
      lowest = clamp(lowest, from, to);
      highest = clamp(highest, from, to);
    }
    // Whatever band the fold began with, it has come to one of these; the beginning matters only if they differ.
    return lowest === highest ? lowest : clamp(this.#beginning(account), lowest, highest);
  }

  /** How many readings of the account are known. */
  known(account: number): number {
    return this.#readings.filter((_reading, i) => this.#isKnown(i, account)).length;
  }

  /** Whether a score is clear of a band by the margin, above or below. */
  isClear(score: number, band: number): boolean {
    return bandAt(score, this.#rising) > band || bandAt(score, this.#falling) < band;
  }

  /** What the run of readings that ends at `i` says: the lowest and the highest band that it allows. */
  #limits(i: number, account: number): readonly [number, number] {
    const all = [0, this.#starts.length - 1] as const;
    let [from, to] = [this.#starts.length - 1, 0];
    for (let j = i - this.#inARow + 1; j <= i; j++) {
      if (!this.#isKnown(j, account)) return all;
      const score = this.#readings[j]?.[account] ?? WITHHELD;
      from = Math.min(from, bandAt(score, this.#rising));
      to = Math.max(to, bandAt(score, this.#falling));
    }
    return [from, to];
  }

  #isKnown(i: number, account: number): boolean {
    const score = this.#readings[i]?.[account] ?? ABSENT;
    return score !== WITHHELD && score !== ABSENT;
  }

  #beginning(account: number): number {
    const scores = this.#readings.map((reading) => reading[account] ?? ABSENT);
    const known = scores.filter((score) => score !== WITHHELD && score !== ABSENT);
    const whole = scores.length < this.#window || scores[0] === ABSENT;
    const start = whole ? known[0] : known.sort((a, b) => a - b)[known.length >> 1];
    return bandAt(start ?? WITHHELD, this.#starts);
  }
}

function clamp(value: number, from: number, to: number): number {
  return Math.min(Math.max(value, from), to);
}
