import { addDays } from '../config/days.ts';
import type { Decisions } from './decisions.ts';

/** All decisions, and after them each once more with the other outcome, as the future will know it. */
export function plantDecisions(decisions: Decisions, asOf: string): Decisions {
  const twice = <T>(column: readonly T[], again: (value: T, row: number) => T): T[] => [
    ...column,
    ...column.map(again),
  ];
  const same = <T>(value: T): T => value;
  const money = (column: Float64Array) => Float64Array.from([...column, ...column]);
  return {
    rows: 2 * decisions.rows,
    ids: twice(decisions.ids, (id) => `planted ${id}`),
    accounts: twice(decisions.accounts, same),
    termStart: twice(decisions.termStart, same),
    // One half is due before the study and known on its day, the other is known before and due on its day.
    decisionDate: twice(decisions.decisionDate, (date, row) => (row % 2 === 0 && date < asOf ? date : asOf)),
    outcome: twice(decisions.outcome, (outcome) => (outcome === 'churned' ? 'renewed' : 'churned')),
    knownAt: twice(decisions.knownAt, (known, row) => (row % 2 === 0 ? `${asOf} 00:00:00` : known)),
    segment: twice(decisions.segment, same),
    arrBefore: money(decisions.arrBefore),
    arrAfter: money(decisions.arrAfter),
  };
}

export function singleDecision(decisions: Decisions, row: number): Decisions {
  const one = <T>(column: readonly T[]): T[] => column.slice(row, row + 1);
  return {
    rows: 1,
    ids: one(decisions.ids),
    accounts: one(decisions.accounts),
    termStart: one(decisions.termStart),
    decisionDate: one(decisions.decisionDate),
    outcome: one(decisions.outcome),
    knownAt: one(decisions.knownAt),
    segment: one(decisions.segment),
    arrBefore: decisions.arrBefore.slice(row, row + 1),
    arrAfter: decisions.arrAfter.slice(row, row + 1),
  };
}

/** The calendar with readings on the first day after the horizon, on the day of the decision, and on the day after. */
export function plantedCalendar(
  { decisionDate }: Decisions,
  row: number,
  { calendar, horizon }: { calendar: readonly string[]; horizon: number },
): string[] {
  const date = decisionDate[row] ?? '';
  const planted = [addDays(date, 1 - horizon), date, addDays(date, 1)];
  return [...new Set([...calendar, ...planted])].sort();
}
