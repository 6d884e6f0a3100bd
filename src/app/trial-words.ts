import type { DayComparison, Money } from '../core/backtest/compare-days.ts';
import { explainReason } from '../core/stats/explain-reason.ts';
import type { PairedDelong } from '../core/stats/paired-delong.ts';
import { qWords } from './backtest-words.ts';
import { TEXT_WIDTH, textTable, wrap } from './text-table.ts';
import { count, counted, money, percent } from './words.ts';

const SHOWN = 10;

/** Who changes band, and with how much ARR. */
export function dayLines({
  accounts,
  changed,
  arr,
  arr_changed,
  moves,
  changes,
  rank_agreement,
}: DayComparison): string[] {
  const share = accounts === 0 ? '' : ` (${percent(changed / accounts)})`;
  const ranks =
    rank_agreement === null
      ? ''
      : `; both rank the accounts alike by ${rank_agreement.toFixed(3)} (Spearman)`;
  const head = `${count(changed)} of ${counted(accounts, 'account')} would change band${share}, with ${sums(arr_changed)} of ${sums(arr)} ARR${ranks}.`;
  if (changed === 0) return wrap(head, TEXT_WIDTH);
  const right = { align: 'right' } as const;
  return [
    ...wrap(head, TEXT_WIDTH),
    ...textTable(
      [{ head: 'from' }, { head: 'to' }, { head: 'accounts', ...right }, { head: 'ARR', ...right }],
      moves.map((move) => [move.from, move.to, count(move.accounts), sums(move.arr)]),
      '  ',
    ),
    '',
    ...textTable(
      [
        { head: 'account' },
        { head: 'name', max: 30 },
        { head: 'ARR', ...right },
        { head: 'score', ...right },
        { head: 'band' },
      ],
      changes
        .slice(0, SHOWN)
        .map((move) => [
          move.account_id,
          move.account_name ?? '',
          move.arr === null ? '' : money(move.arr, move.currency),
          `${points(move.score_before)} to ${points(move.score_after)}`,
          `${move.band_before} to ${move.band_after}`,
        ]),
      '  ',
    ),
    ...(changes.length > SHOWN ? [`  and ${count(changes.length - SHOWN)} more, with less ARR`] : []),
  ];
}

/** A difference of two AUCs with its interval, and what that means. */
export function differenceWords(found: PairedDelong): string {
  const { value, ci, p } = found;
  if (value === null) return `no difference can be told: ${explainReason(found) ?? ''}`;
  const told = `${value < 0 ? '' : '+'}${value.toFixed(3)}`;
  if (ci === null) return p === 1 ? `${told}: both rank all decisions alike` : told;
  const meaning = ci[0] > 0 ? 'better' : ci[1] < 0 ? 'worse' : 'no difference that chance could not make';
  return `${told} (95 % ${ci[0].toFixed(3)} to ${ci[1].toFixed(3)}, p ${p === null ? '–' : qWords(p)}): ${meaning}`;
}

function sums(all: readonly Money[]): string {
  return all.length === 0 ? '0' : all.map(({ arr, currency }) => money(arr, currency)).join(' and ');
}

function points(score: number | null): string {
  return score === null ? 'none' : score.toFixed(1);
}
