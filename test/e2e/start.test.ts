import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { StartResult } from '../../src/app/start.ts';
import type { DemoReport } from '../../src/demo/demo-report.ts';
import { AS_OF, done, type Ran } from '../support/e2e-process.ts';
import { newProject, workFolder } from '../support/e2e-project.ts';
import { parquetBytes } from '../support/e2e-published.ts';
import { type Ask, asking, publishedTable } from '../support/e2e-query.ts';
import { readmeBlock } from '../support/e2e-readme.ts';
import {
  accountsInExports,
  countsOfLedger,
  demoReport,
  historyOfAccounts,
  plantedFaults,
  rejectedFaults,
} from '../support/e2e-reconcile.ts';

const project = join(workFolder('start'), 'project');
let first: Ran;
let report: DemoReport;

beforeAll(async () => {
  await newProject(project);
  first = await done(project, ['start']);
  report = await demoReport(project);
}, 300_000);

describe('npm start', () => {
  test('ends with bands, the ten most at risk, the verdict of past renewals, and where everything lies', () => {
    const { stdout } = first;
    for (const band of ['good', 'okay', 'poor', 'all'])
      expect(stdout).toMatch(new RegExp(`^ +${band} +\\d+.* EUR`, 'm'));
    expect(stdout.match(/^ +\d+\. .* \(ACC-\d+\) .* EUR/gm)).toHaveLength(10);
    expect(stdout).toMatch(
      /Does the score tell who will leave\? Yes: past renewals say that it does better than chance/,
    );
    expect(stdout).toMatch(
      /90 days before the decision: AUC 0\.\d{3} \(95 % interval 0\.\d{3} to 0\.\d{3}\), from \d+ decisions/,
    );
    expect(stdout).toContain('published/_serve/holdfast.duckdb');
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(110);
  });

  test('again: says that nothing is new, succeeds, shows the same and changes nothing', async () => {
    const before = await parquetBytes(project);
    const again = await done(project, ['start']);
    expect(again.stdout).toMatch(/^Nothing new: /);
    expect(again.stdout.split('\n').slice(2).join('\n')).toBe(first.stdout);
    expect(await parquetBytes(project)).toEqual(before);
  });

  test('gives each account at risk its three most expensive reasons', async () => {
    const { stdout } = await done(project, ['start', '--format', 'json']);
    const { result } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { result: StartResult };
    expect([result.made_exports, result.pipeline_exit_code]).toEqual([false, 99]);
    expect(result.summary?.at_risk.map(({ reasons }) => reasons.length)).toEqual(Array(10).fill(3));
  });
});

/** Filled in by hand from a real run; this test keeps it true. */
const SHOWN = readmeBlock('summary');

describe.skipIf(SHOWN === '')(
  `the README's example${SHOWN === '' ? ' (skipped: README.md shows none)' : ''}`,
  () => {
    test('is what npm start prints, but for where the program lies', () => {
      expect(first.stdout.replace(/node \S*main\.js/, 'node dist/cli/main.js')).toBe(SHOWN);
    });
  },
);

describe('the back-test of the demo company', () => {
  const metrics = publishedTable(project, 'backtest_metrics', AS_OF);
  const asked = <Row extends object>(sql: string) => asking(project, (ask) => ask<Row>(sql));

  test('finds skill: the interval of the AUC lies above chance 60 and 90 days ahead', async () => {
    const rows = await asked<{ horizon_days: number; ci_low: number }>(
      `select horizon_days, ci_low from ${metrics}
       where score_name = 'health' and subject_kind = 'score' and statistic = 'auc' and segment is null
         and horizon_days in (60, 90)`,
    );
    expect(rows.map(({ horizon_days }) => horizon_days).sort()).toEqual([60, 90]);
    for (const { ci_low } of rows) expect(ci_low).toBeGreaterThan(0.5);
  });

  test('lets no noise pass: at no horizon do newsletters opened or the office floor tell anything', async () => {
    const rows = await asked<{ subject: string; q_value: number }>(
      `select subject, q_value from ${metrics}
       where subject_kind = 'measure' and subject in ('marketing_emails_opened', 'office_floor') and statistic = 'auc'`,
    );
    expect(rows).toHaveLength(12);
    for (const { subject, q_value } of rows) expect(q_value, subject).toBeGreaterThanOrEqual(0.05);
  });

  test('accounts for every decision at every horizon: counted or left out', async () => {
    const rows = await asked<{ horizon_days: number; decisions: number }>(
      `select horizon_days, cast(sum(value) as integer) as decisions from ${metrics}
       where score_name = 'health' and subject_kind = 'decision_count' group by horizon_days order by horizon_days`,
    );
    expect(rows).toEqual(
      [30, 60, 90, 120, 150, 180].map((horizon_days) => ({ horizon_days, decisions: report.decisions })),
    );
  });
});

describe('what is loaded reconciles with what the generator says that it planted', () => {
  const asked = <T>(work: (ask: Ask) => Promise<T>) => asking(project, work);

  test('of every source: files, records, keys, repeats, rejects', async () => {
    const sources = [...report.sources].sort((a, b) => (a.source < b.source ? -1 : 1));
    expect(await asked(countsOfLedger)).toEqual(sources);
    expect(sources.map(({ records, keys, repeats, rejects }) => records - keys - repeats - rejects)).toEqual(
      sources.map(() => 0),
    );
  });

  test("the faults that can't be loaded are rejected for their reason, in their files, with a place to look at", async () => {
    expect(plantedFaults(report).length).toBeGreaterThanOrEqual(7);
    expect(await asked(rejectedFaults)).toEqual(plantedFaults(report));
  });

  test('every row that counts lies in its table', async () => {
    const events = report.sources.filter(
      ({ source }) => !/^(crm__(accounts|contacts)|product__integrations)$/.test(source),
    );
    const counts = events.map(
      ({ source }) => `select '${source}' as source, count(*) as keys from build.raw.${source}`,
    );
    const rows = await asked((ask) => ask(`${counts.join(' union all ')} order by source`));
    expect(rows).toEqual(
      events.map(({ source, keys }) => ({ source, keys })).sort((a, b) => (a.source < b.source ? -1 : 1)),
    );
  });

  test('accounts change and disappear as often as their exports show, and as many are gone as were deleted', async () => {
    const history = await asked(historyOfAccounts);
    expect(history).toEqual(await asked((ask) => accountsInExports(ask, project)));
    expect(history?.accounts).toBe(report.accounts);
    expect(history?.vanished).toBe(report.mess.find(({ kind }) => kind === 'vanished_account')?.count);
  });

  test('renewals end as they were decided', async () => {
    const outcomes = await asked((ask) =>
      ask(
        `select outcome, count(*) as n from build.intermediate.int_renewal_decisions group by outcome order by outcome`,
      ),
    );
    const { decisions, churned, contracted, expanded } = report;
    const renewed = decisions - churned - contracted - expanded;
    expect(outcomes).toEqual(
      Object.entries({ churned, contracted, expanded, renewed }).map(([outcome, n]) => ({ outcome, n })),
    );
  });

  test('corrected files take the place of wrong amounts, empty and late files are taken as they are', async () => {
    const planted = (kind: string, source: string) =>
      report.mess.find((mess) => mess.kind === kind && mess.source === source);
    const [lateFile] = planted('late_file', 'surveys__nps')?.files ?? [];
    const [found] = await asked((ask) =>
      ask<Record<string, number>>(`
        select
          (select count(*) from build.meta.billing__invoices__losers as wrong
            inner join build.raw.billing__invoices as right_one using (invoice_id)
            where wrong.amount <> right_one.amount) as corrected,
          (select count(*) from build.meta.files where status = 'empty') as empty,
          (select rows_loaded from build.meta.files where path = '${lateFile}') as late`),
    );
    expect(found).toEqual({
      corrected: planted('wrong_amount_corrected_later', 'billing__invoices')?.count,
      empty: 2,
      late: planted('late_row', 'surveys__nps')?.count,
    });
  });
});
