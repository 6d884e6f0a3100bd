import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RunReport } from '../../src/app/execute-plan.ts';
import { asking, publishedTable } from '../support/e2e-query.ts';
import { csvRecords, foundBad, made, realData, rowsOf, whole } from '../support/e2e-real-data.ts';

/** Sees all of the exports, whose last day is the one before. */
const AS_OF = '2026-04-01';
const LAST_DAY = '2026-03-31';
const real = realData('saas_growth');

describe.skipIf(real.whyNot !== '')(`SaaS growth, end to end${real.whyNot}`, () => {
  let report: RunReport;

  beforeAll(async () => {
    await real.prepare();
    report = made(await real.run(AS_OF));
  });

  test('loads every row', () => {
    expect(rowsOf(report)).toEqual({
      saas__accounts: whole(12_000),
      saas__subscriptions: whole(12_000),
      saas__invoices: whole(55_318),
      saas__support_tickets: whole(12_756),
    });
  });

  test('warns of what contradicts itself, and of nothing else', () => {
    expect(foundBad(report)).toEqual({
      invoices_on_cancelling: 117,
      paid_after_trial: 1_742,
      tickets_after_cancelling: 2,
      tickets_without_customer: 5_839,
    });
    expect(report.transform?.checks.map(({ check }) => check)).toContain('invoice_is_not_the_price');
  });

  test('5,617 of 12,000 accounts were customers, and those that have not cancelled are scored', async () => {
    const [counts] = await asking(real.project, (ask) =>
      ask(`select (select count(*)::integer from build.intermediate.int_account_lifetimes) as customers,
          count(*)::integer as live, count(score)::integer as scored
        from ${publishedTable(real.project, 'scores', AS_OF)}`),
    );
    expect(counts).toEqual({ customers: 5_617, live: 2_087, scored: 2_087 });
  });

  test('knew on every past day which tickets and ratings there were, as a query over the raw files does', async () => {
    const differing = await asking(real.project, (ask) => ask(differences(real.exports)));
    expect(differing).toEqual([{ account_id: null, as_of: null, tickets: 53_647, months: 26, csat: null }]);
  });

  test('decides every quarter of a subscription that the exports have seen the end of', async () => {
    const rows = await asking(real.project, (ask) =>
      ask<{ decision_id: string; outcome: string }>(
        'select decision_id, outcome from build.intermediate.int_renewal_decisions order by decision_id',
      ),
    );
    expect(rows).toEqual(decisionsOf(real.exports));
  });

  test('the back-test finds the little that there is', () => {
    const [study] = report.backtest?.scores ?? [];
    expect(report.backtest?.decisions).toBe(20_302);
    expect(study?.verdict.kind).toBe('separates');
    const tickets = study?.headline.measures.find(({ measure }) => measure === 'tickets');
    expect(tickets?.auc.value).toBeGreaterThan(0.5);
    expect(tickets?.auc.value).toBeLessThan(0.61);
    expect(study?.proof.suspects).toEqual([]);
  });
});

/** Readings that are not what the raw files say of a paying account, or are missing; the first row counts readings and days. */
function differences(folder: string): string {
  const file = (name: string) => `read_csv('${join(folder, name)}.csv')`;
  return `
    with readings as (
      select account_id, as_of, tickets_90d as tickets, months_billed as months, round(csat_mean_180d, 9) as csat
      from build.features.support_load inner join build.features.spend using (account_id, as_of)),
    live as (
      select account_id, cast(as_of as date) as as_of
      from ${file('subscriptions')}
      inner join range(timestamp '2024-03-01', timestamp '2026-04-02', interval 1 month) as days (as_of)
        on conversion_date < as_of and coalesce(cancel_date, date '9999-12-31') >= as_of),
    tickets as (
      select account_id, as_of,
        count(*) filter (created_at >= as_of - interval 90 day) as tickets,
        round(avg(csat_score) filter (created_at + interval 1 second * (resolution_hours * 3600) < as_of), 9) as csat
      from live inner join ${file('support_tickets')} using (account_id)
      where created_at < as_of and created_at >= as_of - interval 180 day
      group by account_id, as_of),
    invoices as (
      select account_id, as_of, count(*) as months
      from live inner join ${file('invoices')} using (account_id)
      where invoice_date < as_of group by account_id, as_of),
    expected as (
      select account_id, as_of, coalesce(tickets, 0) as tickets, coalesce(months, 0) as months, csat
      from live left join tickets using (account_id, as_of) left join invoices using (account_id, as_of))
    select null as account_id, null as as_of, count(*)::integer as tickets, count(distinct as_of)::integer as months,
      null as csat from expected
    union all (from expected except from readings)
    union all (from readings except from expected)`;
}

/** The day so many months later; the month's last where it has no such day. */
function monthsAfter(day: string, months: number): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  const later = new Date(Date.UTC(year, month - 1 + months, Math.min(date, last)));
  return later.toISOString().slice(0, 10);
}

/** By a plain loop: quarter after quarter until the subscription is cancelled or the exports end. */
function decisionsOf(folder: string) {
  const decisions: { decision_id: string; outcome: string }[] = [];
  for (const row of csvRecords(join(folder, 'subscriptions.csv'))) {
    const { account_id, conversion_date: start = '', cancel_date: cancelled = '' } = row;
    for (let end = '', quarter = 1; start !== '' && end <= LAST_DAY; quarter++) {
      end = monthsAfter(start, 3 * quarter);
      const left = cancelled !== '' && cancelled <= end;
      const outcome = end > LAST_DAY ? 'open' : left ? 'churned' : 'renewed';
      decisions.push({ decision_id: `${account_id} ${end}`, outcome });
      if (left) break;
    }
  }
  return decisions.sort((a, b) => (a.decision_id < b.decision_id ? -1 : 1));
}
