import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RunReport } from '../../src/app/execute-plan.ts';
import { asking } from '../support/e2e-query.ts';
import { csvRecords, foundBad, made, realData, rowsOf, whole } from '../support/e2e-real-data.ts';

/** The end of the simulation: terms that end on it or later are open. */
const AS_OF = '2023-04-01';
/** What the simulator's own probabilities reach. */
const BEST_POSSIBLE = 0.83;
const real = realData('churnsim');

describe.skipIf(real.whyNot !== '')(`ChurnSim, end to end${real.whyNot}`, () => {
  let report: RunReport;

  beforeAll(async () => {
    await real.prepare();
    report = made(await real.run(AS_OF));
  });

  test('loads or rejects every row: 20 events are the same as another one', () => {
    expect(rowsOf(report)).toEqual({
      crm5__accounts: whole(281),
      crm5__subscriptions: whole(4_440),
      crm5__events: {
        read: 1_589_703,
        loaded: 1_589_683,
        rejected: 20,
        rejects: { duplicate_key: 20 },
      },
    });
  });

  test('warns of missing countries and of an account that came back, and of nothing else', () => {
    expect(foundBad(report)).toEqual({
      'staging.stg_crm5__accounts: not_null(country)': 37,
      events_outside_of_terms: 5,
      gaps_between_terms: 1,
    });
    expect(report.transform?.checks.map(({ check }) => check)).toContain('add_ons_without_plan');
  });

  test('a term is renewed if a plan begins on the day it ends; add-ons renew nothing, what ends later is open', async () => {
    const rows = await asking(real.project, (ask) =>
      ask<{ decision_id: string; outcome: string }>(
        'select decision_id, outcome from build.intermediate.int_renewal_decisions order by decision_id',
      ),
    );
    const expected = outcomesOf(real.exports);
    expect(rows).toEqual(expected);
    const count = (outcome: string) => expected.filter((row) => row.outcome === outcome).length;
    expect([count('renewed'), count('churned'), count('open')]).toEqual([1_191, 102, 187]);
  });

  test('the back-test counts no open term, and finds no more skill than there can be', () => {
    const [study] = report.backtest?.scores ?? [];
    expect(report.backtest?.decisions).toBe(1_480);
    expect(study?.horizons.map(({ horizon }) => horizon)).toEqual([30, 60, 90, 120, 150, 180]);
    for (const { horizon, decisions, auc } of study?.horizons ?? []) {
      const left = Object.values(decisions.leftOut).reduce((sum, n) => sum + n, 0);
      expect(decisions.leftOut['open'], `open at ${horizon} days`).toBe(187);
      expect(decisions.counted + left).toBe(1_480);
      expect(auc.n1, `churned at ${horizon} days`).toBeGreaterThan(20);
      expect(auc.ci?.[0], `lower end at ${horizon} days`).toBeLessThan(BEST_POSSIBLE);
    }
    expect(study?.proof.suspects).toEqual([]);
  });

  test('counts active days, actions and people of every fourth week as a query over the raw files does', async () => {
    const differing = await asking(real.project, (ask) => ask(differences(real.exports)));
    expect(differing).toEqual([{ account_id: null, as_of: null, days: 2_070, actions: 16, people: null }]);
  });

  test('no feature knows the future, and one that is told of renewals is caught', async () => {
    const blind = made(await real.check('--future-blind', '--sample', '2')).future_blind;
    expect(blind?.models.length).toBe(4);
    expect(blind?.dates.map(({ leaks }) => leaks)).toEqual([[], []]);
    const model = join(real.project, 'models/features/renewals.sql');
    const text = await readFile(model, 'utf8');
    await writeFile(model, text.replaceAll('is_renewal', 'is_renewed'));
    const { code, report: told } = await real.check('--future-blind', '--as-of', '2022-12-12');
    expect(code).toBe(1);
    expect(told?.problems.map(({ name }) => name)).toEqual(['futureLeak']);
    expect(told?.problems[0]?.message).toContain('features.renewals.renewals');
  });
});

/** By a plain loop over the file: the label rule as the data's own notes put it. */
function outcomesOf(folder: string) {
  const rows = csvRecords(join(folder, 'subscriptions.csv'));
  const terms = rows.filter((row) => !['meetings', 'search_unlimited'].includes(row['product'] ?? ''));
  const starts = new Set(terms.map((row) => `${row['account_id']} ${row['start_date']}`));
  return terms
    .map((row) => {
      const decision_id = `${row['account_id']} ${row['end_date']}`;
      const decided = starts.has(decision_id) ? 'renewed' : 'churned';
      return { decision_id, outcome: (row['end_date'] ?? '') >= AS_OF ? 'open' : decided };
    })
    .sort((a, b) => (a.decision_id < b.decision_id ? -1 : 1));
}

/**
 * Readings that are not what the raw files say of an account with a plan on the day, or are missing; the first row counts
 * what was expected: readings, and days they speak about.
 */
function differences(folder: string): string {
  return `
    with readings as (
      select account_id, as_of, active_days_28d as days, actions_28d as actions, active_users_28d as people
      from build.features.active_days inner join build.features.licence_utilisation using (account_id, as_of)
      where date_diff('day', date '2022-01-31', as_of) % 28 = 0),
    live as (
      select distinct account_id, cast(as_of as date) as as_of
      from read_csv('${join(folder, 'subscriptions.csv')}')
      inner join range(timestamp '2022-01-31', timestamp '${AS_OF}', interval 28 day) as days (as_of)
        on start_date < as_of and end_date >= as_of
      where product not in ('meetings', 'search_unlimited')),
    expected as (
      select cast(live.account_id as varchar) as account_id, as_of, count(distinct cast(event_time as date)) as days,
        count(distinct event_type) as actions, count(distinct user_id) as people
      from live
      left join read_parquet('${join(folder, 'events.parquet')}') as events on events.account_id = live.account_id
        and event_time >= as_of - interval 28 day and event_time < as_of
      group by live.account_id, as_of)
    select null as account_id, null as as_of, count(*)::integer as days, count(distinct as_of)::integer as actions,
      null as people from expected
    union all (from expected except from readings)
    union all (from readings except from expected)`;
}
