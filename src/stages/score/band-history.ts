import { bandAt } from '../../core/score/band-at.ts';
import type { CompiledScorecard } from '../../core/score/compile-scorecard.ts';
import { BAND_REASONS, type FoldedBands, foldBands } from '../../core/score/fold-bands.ts';
import { UNKNOWN_BAND } from '../../core/score/scored-accounts.ts';
import { ABSENT } from '../../core/score/ticks.ts';

/** Readings that `foldBands` looks at: the 26 of the band, and one more for the band before. */
export const READINGS = 27;
const NEVER = -1_000_000;
const FIRST = BAND_REASONS.indexOf('first');
const STEADY = BAND_REASONS.indexOf('steady');
const UNKNOWN = BAND_REASONS.indexOf('unknown');
const DECIDED = BAND_REASONS.indexOf('decided');

/** All accounts on one date, by number. */
export interface BandReading {
  /** Ticks; ABSENT where the account was not there. */
  readonly ticks: Int32Array;
  /** 1 where a rule or an override made the score. */
  readonly decided: Uint8Array;
}

/**
 * The readings of all accounts, date after date, and the bands that one scorecard sees on the newest of them.
 *
 * Most accounts have stood in one raw band on every reading that counts; then the band is that one, whatever margin and
 * readings in a row the scorecard asks for, and it is answered at once. The others go through `foldBands`.
 */
export class BandHistory {
  readonly #card: CompiledScorecard;
  /** Whether anything can decide a score, a rule or an override. */
  readonly #decides: boolean;
  readonly #readings: BandReading[] = [];
  /** Number of the newest reading. */
  #newest = -1;
  /** By account: the raw band of its last known reading, and since which reading all known ones have been in it. */
  readonly #band: Uint8Array;
  readonly #since: Int32Array;
  /** By account: number of its last known reading, and of the one before that. */
  readonly #known: Int32Array;
  readonly #knownBefore: Int32Array;

  constructor(card: CompiledScorecard, accounts: number) {
    this.#card = card;
    this.#decides = card.card.rules.length > 0 || card.card.override !== undefined;
    this.#band = new Uint8Array(accounts).fill(UNKNOWN_BAND);
    this.#since = new Int32Array(accounts).fill(NEVER);
    this.#known = new Int32Array(accounts).fill(NEVER);
    this.#knownBefore = new Int32Array(accounts).fill(NEVER);
  }

  /** Adds the next reading. */
  push(reading: BandReading): void {
    this.#newest += 1;
    this.#readings.push(reading);
    if (this.#readings.length > READINGS) this.#readings.shift();
    const { ticks } = reading;
    for (let a = 0; a < ticks.length; a++) {
      const raw = bandAt(ticks[a] ?? ABSENT, this.#card.bandStarts);
      if (raw === UNKNOWN_BAND) continue;
      if (this.#band[a] !== raw) {
        if (this.#band[a] !== UNKNOWN_BAND) this.#since[a] = this.#newest;
        this.#band[a] = raw;
      }
      this.#knownBefore[a] = this.#known[a] ?? NEVER;
      this.#known[a] = this.#newest;
    }
  }

  /** Bands of some accounts on the newest reading, in the order given; equal to `foldBands` over the last 27 readings. */
  bands(accounts: Int32Array): FoldedBands {
    const column = () => new Uint8Array(accounts.length);
    const folded = { band: column(), rawBand: column(), previousBand: column(), hasPrevious: column() };
    const all = { ...folded, reason: column() };
    const moving = new Int32Array(accounts.length);
    let count = 0;
    for (let r = 0; r < accounts.length; r++) {
      const account = accounts[r] ?? 0;
      if ((this.#since[account] ?? NEVER) > this.#newest - READINGS + 1) moving[count++] = r;
      else this.#steady(all, r, account);
    }
    if (count > 0) this.#fold(all, moving.subarray(0, count), accounts);
    return all;
  }

  #steady(folded: FoldedBands, r: number, account: number): void {
    const band = this.#band[account] ?? UNKNOWN_BAND;
    const isKnown = this.#known[account] === this.#newest;
    const before = (isKnown ? this.#knownBefore[account] : this.#known[account]) ?? NEVER;
    folded.band[r] = isKnown ? band : UNKNOWN_BAND;
    folded.rawBand[r] = isKnown ? band : UNKNOWN_BAND;
    folded.previousBand[r] = before === this.#newest - 1 ? band : UNKNOWN_BAND;
    folded.hasPrevious[r] = (this.#readings.at(-2)?.ticks[account] ?? ABSENT) === ABSENT ? 0 : 1;
    folded.reason[r] = isKnown ? this.#steadyReason(account, before) : UNKNOWN;
  }

  #steadyReason(account: number, before: number): number {
    if (this.#readings.at(-1)?.decided[account] === 1) return DECIDED;
    return before <= this.#newest - READINGS + 1 ? FIRST : STEADY;
  }

  /** @param moving which of the accounts are to be folded */
  #fold(folded: FoldedBands, moving: Int32Array, accounts: Int32Array): void {
    const count = moving.length;
    const present = gather(accounts, moving, new Int32Array(count));
    const readings = this.#readings.map(({ ticks }) => gather(ticks, present, new Int32Array(count)));
    const decided = this.#decides
      ? this.#readings.map((reading) => gather(reading.decided, present, new Uint8Array(count)))
      : [];
    const found = foldBands(this.#card, readings, decided);
    for (const [column, values] of Object.entries(found) as [keyof FoldedBands, Uint8Array][]) {
      const target = folded[column];
      for (let i = 0; i < moving.length; i++) target[moving[i] ?? 0] = values[i] ?? 0;
    }
  }
}

/** Writes the values at some places, in their order, into `found`. */
function gather<T extends Int32Array | Uint8Array>(values: T, places: Int32Array, found: T): T {
  for (let i = 0; i < places.length; i++) found[i] = values[places[i] ?? 0] ?? 0;
  return found;
}
