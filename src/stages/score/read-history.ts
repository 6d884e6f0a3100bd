import { ABSENT, WITHHELD } from '../../core/score/ticks.ts';
import { literal } from '../../core/sql/quote.ts';
import type { Session } from '../../ports/warehouse.ts';
import { inDates } from '../transform/pending-build.ts';
import { BandHistory, type BandReading, READINGS } from './band-history.ts';
import { scratchTable } from './score-scratch.ts';
import type { ScoreWork } from './score-work.ts';

/**
 * The stored readings that the bands from a date on rest on: the calendar's last 26 before it. A history for each card of
 * the set, over the same readings.
 *
 * @param calendar the calendar's dates, sorted
 */
export async function readHistories(
  session: Session,
  { set, scratch }: ScoreWork,
  before: string,
  calendar: readonly string[],
): Promise<BandHistory[]> {
  const dates = calendar.filter((date) => date < before).slice(1 - READINGS);
  const readings = dates.map(() => emptyReading(scratch.accounts));
  const query = `select accounts.account_no, cast(scores.as_of as varchar) as as_of,
      coalesce(cast(scores.score * 10000 as integer), ${WITHHELD}) as ticks,
      cast(scores.band_reason = 'decided' as integer) as decided
    from build.scores.scores as scores
    inner join ${scratchTable('accounts')} as accounts on accounts.account_id = scores.account_id
    where scores.score_name = ${literal(set.card.name)} and ${inDates('as_of', dates)}`;
  const number = new Map(dates.map((date, i) => [date, i]));
  for await (const { columns, rows } of session.read(query)) {
    const [accounts = [], days = [], ticks = [], decided = []] = columns;
    for (let r = 0; r < rows; r++) {
      const reading = readings[number.get(days[r] as string) ?? -1];
      if (!reading) continue;
      const account = accounts[r] as number;
      reading.ticks[account] = ticks[r] as number;
      reading.decided[account] = decided[r] as number;
    }
  }
  return set.cards.map((card) => {
    const history = new BandHistory(card, scratch.accounts);
    for (const reading of readings) history.push(reading);
    return history;
  });
}

/** Nobody was there. */
export function emptyReading(accounts: number): BandReading {
  return { ticks: new Int32Array(accounts).fill(ABSENT), decided: new Uint8Array(accounts) };
}
