import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RunReport } from '../../src/app/execute-plan.ts';
import type { Problem } from '../../src/errors.ts';
import { asking, publishedTable } from '../support/e2e-query.ts';
import { csvRecords, foundBad, made, realData, rowsOf, whole } from '../support/e2e-real-data.ts';

/** Sees every renewal. */
const AS_OF = '2026-03-01';
const real = realData('schools');

describe.skipIf(real.whyNot !== '')(`schools, end to end${real.whyNot}`, () => {
  let report: RunReport;
  let problems: readonly Problem[];

  beforeAll(async () => {
    await real.prepare();
    const ran = await real.run(AS_OF);
    report = made(ran);
    problems = ran.problems;
  });

  test('loads every row', () => {
    expect(rowsOf(report)).toEqual({
      app__users: whole(138),
      app__schools: whole(15),
      app__engagement: whole(2_704),
      app__lesson_plans: whole(989),
      app__renewals: whole(68),
    });
  });

  test('warns of what contradicts itself, and of nothing else', () => {
    expect(foundBad(report)).toEqual({
      arr_zero_exactly_where_churned: 19,
      churned_flag_contradicts_renewal: 20,
      churned_flag_of_free_users: 5,
      several_rows_of_a_week: 195,
      term_before_school_contract: 21,
    });
  });

  test('every renewal is a decision with the price of its plan, which arr_usd says only of those who stayed', async () => {
    const rows = await asking(real.project, (ask) =>
      ask(`select decision_id, cast(decision_date as varchar) as day, outcome, cast(arr_before_cents as integer) as before,
          cast(arr_after_cents as integer) as after
        from build.intermediate.int_renewal_decisions order by decision_id`),
    );
    const expected = csvRecords(join(real.exports, 'renewals.csv')).map((row) => {
      const before = row['original_plan'] === 'pro' ? 120_000 : 800_000;
      const more = Number(row['expansion_usd']) * 100;
      const stayed = row['outcome'] === 'renewed';
      return {
        decision_id: row['renewal_id'],
        day: row['due_date'],
        outcome: stayed && more > 0 ? 'expanded' : row['outcome'],
        before,
        after: stayed ? before + more : 0,
      };
    });
    expect(rows).toEqual(expected);
  });

  test('the back-test calls the stated ARR too good to be true, what teachers do not, and the sample small', () => {
    const [study] = report.backtest?.scores ?? [];
    expect(report.backtest?.decisions).toBe(68);
    expect(study?.headline.auc).toMatchObject({ n: 68, n1: 19 });
    const suspects = study?.proof.suspects ?? [];
    expect(suspects.map(({ kind, subject, why }) => [kind, subject, why])).toEqual([
      ['measure', 'stated_arr', 'separates_perfectly'],
      ['dimension', 'financial', 'separates_perfectly'],
    ]);
    const told = study?.proof.warnings.join('\n');
    expect(told).toContain('too good to be true: stated_arr');
    expect(told).toContain('the sample is small: 19 churned');
    const warned = problems.filter(({ name }) => name === 'tooGoodToBeTrue');
    expect(warned.map(({ severity, message }) => [severity, message])).toEqual(
      ['financial', 'stated_arr'].map((subject) => [
        'warning',
        `health: too good to be true: ${subject} tells churned from renewed without a fault`,
      ]),
    );
  });

  test('finds the same leak by building the features without the future, and no other', async () => {
    const { code, report: found } = await real.check('--future-blind', '--as-of', '2025-02-03');
    expect(code).toBe(1);
    expect(found?.problems.map(({ name, message }) => [name, message.split(' ')[0]])).toEqual([
      ['futureLeak', 'features.contract.stated_arr_cents'],
    ]);
  });

  test('publishes no name and no address of a teacher', async () => {
    const texts = await asking(real.project, (ask) =>
      ask<{ text: string }>(
        ['accounts', 'scores', 'features']
          .map((table) => publishedTable(real.project, table, AS_OF))
          .map((table) => `select cast(to_json(published) as varchar) as text from ${table} as published`)
          .join(' union all '),
      ),
    );
    expect(texts.length).toBe(3 * 49);
    const people = csvRecords(join(real.exports, 'users.csv'));
    for (const { text } of texts)
      expect(
        people.filter(({ name, email }) => text.includes(`"${name}"`) || text.includes(`${email}`)),
      ).toEqual([]);
  });
});
