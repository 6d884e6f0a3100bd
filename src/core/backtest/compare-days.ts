import { compareText } from '../config/canonical-json.ts';
import { rankAgreement } from '../stats/rank-agreement.ts';

/** Accounts of one day as a card sees them. */
export interface CardDay {
  readonly accounts: readonly string[];
  /** NaN without a score. */
  readonly scores: Float64Array;
  /** Index into `bandNames`; whatever else is `unknown`. */
  readonly bands: Uint8Array;
  readonly bandNames: readonly string[];
}

export interface WhoTheyAre {
  readonly names: readonly (string | null)[];
  readonly arr: Float64Array;
  readonly currencies: readonly (string | null)[];
}

interface BandMove {
  readonly account_id: string;
  readonly account_name: string | null;
  readonly arr: number | null;
  readonly currency: string | null;
  readonly band_before: string;
  readonly band_after: string;
  readonly score_before: number | null;
  readonly score_after: number | null;
}

export interface Money {
  readonly currency: string | null;
  readonly arr: number;
}

export interface DayComparison {
  readonly accounts: number;
  readonly changed: number;
  /** ARR of all accounts, and of those whose band changes, by currency. */
  readonly arr: readonly Money[];
  readonly arr_changed: readonly Money[];
  readonly moves: readonly {
    readonly from: string;
    readonly to: string;
    readonly accounts: number;
    readonly arr: readonly Money[];
  }[];
  /** Spearman's correlation of the two scores over the accounts that have both; null for too few. */
  readonly rank_agreement: number | null;
  /** Largest ARR first. */
  readonly changes: readonly BandMove[];
}

/** Who would stand in another band on a day, had the score been made by another card. Both days hold the same accounts. */
export function compareDays(before: CardDay, after: CardDay, who: WhoTheyAre): DayComparison {
  const rows = [...before.accounts.keys()];
  const all = rows.map((row) => moveOf(before, after, { who, row }));
  const changes = all
    .filter(({ band_before, band_after }) => band_before !== band_after)
    .sort((a, b) => (b.arr ?? 0) - (a.arr ?? 0) || compareText(a.account_id, b.account_id));
  const kinds = [...new Set(changes.map(kindOf))].sort();
  const both = rows.filter(
    (row) => !Number.isNaN((before.scores[row] ?? Number.NaN) + (after.scores[row] ?? Number.NaN)),
  );
  const take = (scores: Float64Array) => Float64Array.from(both, (row) => scores[row] ?? 0);
  return {
    accounts: rows.length,
    changed: changes.length,
    arr: moneyOf(all),
    arr_changed: moneyOf(changes),
    moves: kinds.map((kind) => {
      const of = changes.filter((move) => kindOf(move) === kind);
      const [from = '', to = ''] = kind.split(' ');
      return { from, to, accounts: of.length, arr: moneyOf(of) };
    }),
    rank_agreement: rankAgreement(take(before.scores), take(after.scores)),
    changes,
  };
}

function moveOf(before: CardDay, after: CardDay, { who, row }: { who: WhoTheyAre; row: number }): BandMove {
  return {
    account_id: before.accounts[row] ?? '',
    account_name: who.names[row] ?? null,
    arr: given(who.arr[row]),
    currency: who.currencies[row] ?? null,
    band_before: bandOf(before, row),
    band_after: bandOf(after, row),
    score_before: given(before.scores[row]),
    score_after: given(after.scores[row]),
  };
}

function kindOf({ band_before, band_after }: BandMove): string {
  return `${band_before} ${band_after}`;
}

function bandOf({ bands, bandNames }: CardDay, row: number): string {
  return bandNames[bands[row] ?? -1] ?? 'unknown';
}

function moneyOf(moves: readonly BandMove[]): Money[] {
  const sums = new Map<string | null, number>();
  for (const { arr, currency } of moves)
    if (arr !== null) sums.set(currency, (sums.get(currency) ?? 0) + arr);
  return [...sums].map(([currency, arr]) => ({ currency, arr })).sort((a, b) => b.arr - a.arr);
}

function given(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}
