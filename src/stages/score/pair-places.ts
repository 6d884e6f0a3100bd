import { dayNumber } from '../../core/config/days.ts';
import type { ColumnChunk } from '../../ports/warehouse.ts';
import type { ScoreScratch } from './score-scratch.ts';

const NOBODY = -1;
const WAITING = 0;

/**
 * Where in a batch each (account, date) pair stands: by date and then by account, whatever order they came in. A pair is
 * known by two whole numbers, its account_no and its days since the first date of the batch.
 */
export class PairPlaces {
  /** How many pairs there are. */
  count = 0;
  readonly #accounts: number;
  /** By days since the first date: which date of the batch that is; NOBODY if none. */
  readonly #dates: Int32Array;
  /** Numbers of the batch's dates among all dates. */
  readonly #dayNumbers: readonly number[];
  /** By date and account. */
  readonly #places: Int32Array;

  /** @param dates sorted */
  constructor({ accounts, days }: ScoreScratch, dates: readonly string[]) {
    const [first = ''] = dates;
    this.#accounts = accounts;
    this.#dayNumbers = dates.map((date) => days.indexOf(date));
    const since = (date: string): number => dayNumber(date) - dayNumber(first);
    this.#dates = new Int32Array(since(dates.at(-1) ?? first) + 1).fill(NOBODY);
    for (const [d, date] of dates.entries()) this.#dates[since(date)] = d;
    this.#places = new Int32Array(dates.length * accounts).fill(NOBODY);
  }

  /** Takes up the pairs of a chunk of the spine. */
  mark([accounts = [], days = []]: ColumnChunk['columns']): void {
    for (let r = 0; r < accounts.length; r++) {
      this.#places[this.#cell(accounts[r] as number, days[r] as number)] = WAITING;
    }
  }

  /** Gives every pair its place; answers account_no and day_no by place. */
  settle(): ReadonlyMap<'account_no' | 'day_no', Int32Array> {
    const total = this.#places.reduce((sum, place) => sum + (place === WAITING ? 1 : 0), 0);
    const [accountNumbers, dayNumbers] = [new Int32Array(total), new Int32Array(total)];
    for (let cell = 0; cell < this.#places.length; cell++) {
      if (this.#places[cell] !== WAITING) continue;
      accountNumbers[this.count] = cell % this.#accounts;
      dayNumbers[this.count] = this.#dayNumbers[Math.floor(cell / this.#accounts)] ?? NOBODY;
      this.#places[cell] = this.count++;
    }
    return new Map([
      ['account_no', accountNumbers],
      ['day_no', dayNumbers],
    ]);
  }

  /** The place of each row of a chunk, by its first two columns; -1 for a pair that is not in the batch. */
  of([accounts = [], days = []]: ColumnChunk['columns']): Int32Array {
    const found = new Int32Array(accounts.length);
    for (let r = 0; r < found.length; r++) {
      found[r] = this.#places[this.#cell(accounts[r] as number, days[r] as number)] ?? NOBODY;
    }
    return found;
  }

  #cell(account: number, day: number): number {
    const date = this.#dates[day] ?? NOBODY;
    return date === NOBODY ? NOBODY : date * this.#accounts + account;
  }
}
