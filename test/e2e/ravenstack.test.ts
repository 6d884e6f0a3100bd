import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWarehouse } from '../../src/adapters/duckdb/open-warehouse.ts';
import type { Problem } from '../../src/errors.ts';
import { MAIN } from '../cli/holdfast-process.ts';

const PROJECT = join(import.meta.dirname, '../projects/ravenstack');
/** Where pipeline.yml looks, too, when nothing else is said. */
const DATA = process.env['RAVENSTACK'] ?? resolve(PROJECT, '../../../../shared/data/ravenstack');
const WHY_NOT = existsSync(DATA) ? '' : ` (skipped: its exports are not at ${DATA})`;
const AS_OF = '2025-01-01';

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Horizon {
  readonly horizon: number;
  readonly decisions: { readonly counted: number; readonly leftOut: Readonly<Record<string, number>> };
  readonly auc: { readonly ci: readonly [number, number]; readonly n1: number };
}

interface Report {
  readonly status: string;
  readonly extract: {
    readonly sources: readonly {
      readonly source: string;
      readonly rows: { readonly read: number; readonly loaded: number; readonly rejected: number };
      readonly rejects: Readonly<Record<string, number>>;
    }[];
  };
  readonly backtest: {
    readonly decisions: number;
    readonly scores: readonly {
      readonly verdict: { readonly kind: string };
      readonly horizons: readonly Horizon[];
    }[];
  };
  readonly transform: {
    readonly checks: readonly {
      readonly check: string;
      readonly severity: string;
      readonly badRows: number;
    }[];
  };
}

describe.skipIf(WHY_NOT !== '')(`RavenStack, end to end${WHY_NOT}`, () => {
  let folder: string;
  let first: Ran;
  let report: Report;

  beforeAll(async () => {
    if (!existsSync(MAIN)) throw new Error('the compiled program is not there: npm run build');
    folder = await mkdtemp(join(tmpdir(), 'holdfast-ravenstack-'));
    for (const entry of (await readdir(PROJECT)).filter(
      (name) => name !== '.holdfast' && name !== 'published',
    ))
      await cp(join(PROJECT, entry), join(folder, entry), { recursive: true });
    first = await run();
    if (first.code !== 0) throw new Error(`exit ${first.code}\n${first.stderr}\n${first.stdout}`);
    report = (JSON.parse(first.stdout.trim().split('\n').at(-1) ?? '') as { result: Report }).result;
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  function run(): Promise<Ran> {
    const argv = [MAIN, 'run', 'daily', '--as-of', AS_OF, '--project-dir', folder, '--format', 'json'];
    const env = { ...process.env, RAVENSTACK: resolve(DATA) };
    return new Promise((done) => {
      execFile(process.execPath, argv, { env, maxBuffer: 2 ** 26 }, (error, stdout, stderr) =>
        done({ code: error === null ? 0 : Number(error.code ?? -1), stdout, stderr }),
      );
    });
  }

  async function published(sql: (table: (name: string) => string) => string) {
    const warehouse = await openWarehouse({ threads: 1 });
    const glob = (name: string) => `'${join(folder, 'published/tables', name, 'v=1/*/*.parquet')}'`;
    try {
      return await warehouse.rows<Record<string, unknown>>(sql(glob));
    } finally {
      warehouse.close();
    }
  }

  test('loads or rejects every row: 21 usage ids stand for two rows each', () => {
    const found = report.extract.sources.map(({ source, rows, rejects }) => ({ source, ...rows, rejects }));
    const whole = (source: string, n: number) => ({ source, read: n, loaded: n, rejected: 0, rejects: {} });
    expect(found.toSorted((a, b) => a.source.localeCompare(b.source))).toEqual([
      whole('raw.ravenstack__accounts', 500),
      whole('raw.ravenstack__churn_events', 600),
      {
        source: 'raw.ravenstack__feature_usage',
        read: 25_000,
        loaded: 24_979,
        rejected: 21,
        rejects: { duplicate_key: 21 },
      },
      whole('raw.ravenstack__subscriptions', 5_000),
      whole('raw.ravenstack__support_tickets', 2_000),
    ]);
  });

  test('warns of what contradicts itself, with counts, and of nothing else', () => {
    const bad = report.transform.checks.filter(({ badRows }) => badRows > 0);
    expect(bad.filter(({ severity }) => severity !== 'warn')).toEqual([]);
    expect(Object.fromEntries(bad.map(({ check, badRows }) => [check, badRows]))).toEqual({
      usage_before_subscription: 19_128,
      usage_after_subscription: 289,
      tickets_before_signup: 1_077,
      tickets_answered_after_closing: 36,
      churn_flag_of_running_accounts: 110,
      churn_flag_without_churn_event: 312,
      churn_flag_without_ended_subscription: 278,
      churn_event_without_ended_subscription: 594,
      ended_subscription_without_churn_event: 479,
    });
    expect(report.transform.checks.map(({ check }) => check)).toContain('subscription_churn_flag_is_its_end');
  });

  test('tells each contradiction when it is found, in the words of its check, and again in the JSON result', () => {
    expect(first.stderr).toContain(
      'sql/checks/usage_before_subscription.sql  HF403  warning: Uses that are dated before the subscription they belong to began: 19,128 bad rows, such as usage_id=',
    );
    expect(first.stderr).toContain('12 models, 101 as-of dates, 112 checks, 9 of them warned');
    expect(first.stderr).toContain('21 rejected (21 duplicate_key in ravenstack__feature_usage)');
    const { problems } = JSON.parse(first.stdout.trim().split('\n').at(-1) ?? '') as { problems: Problem[] };
    expect(problems.map(({ name, severity }) => [name, severity])).toEqual(
      Array.from({ length: 9 }, () => ['checkFailed', 'warning']),
    );
  });

  test('finds no skill, at any horizon and in any measure, because there is none', async () => {
    const [study, ...others] = report.backtest.scores;
    expect(others).toEqual([]);
    expect(study?.verdict.kind).toBe('no_skill');
    expect(first.stderr).toMatch(/no skill to be found/);
    for (const { horizon, auc } of study?.horizons ?? []) {
      expect(auc.n1, `churned at ${horizon} days`).toBeGreaterThan(40);
      expect(auc.ci[0], `lower end at ${horizon} days`).toBeLessThan(0.5);
      expect(auc.ci[1], `upper end at ${horizon} days`).toBeGreaterThan(0.5);
    }
    const [measures] = await published(
      (table) => `select count(distinct subject)::integer as tested, min(q_value) as least
        from ${table('backtest_metrics')} where subject_kind = 'measure' and q_value is not null`,
    );
    expect(measures?.['tested']).toBe(8);
    expect(measures?.['least']).toBeGreaterThan(0.05);
  });

  test('every decision is counted or left out for a reason, and open terms are no churn', () => {
    expect(report.backtest.decisions).toBe(14_668);
    const horizons = report.backtest.scores[0]?.horizons ?? [];
    expect(horizons.map(({ horizon }) => horizon)).toEqual([30, 60, 90, 120, 150, 180]);
    for (const { decisions } of horizons) {
      const left = Object.values(decisions.leftOut).reduce((sum, n) => sum + n, 0);
      expect(decisions.counted + left).toBe(14_668);
      expect(decisions.leftOut['open']).toBe(4_055);
    }
  });

  test('publishes one row per live account, with a score and its reasons', async () => {
    const [scores] = await published(
      (table) => `select count(*)::integer as accounts, count(distinct account_id)::integer as different,
        count(score)::integer as scored, count(reason_1)::integer as explained, sum(arr) > 0 as worth
        from ${table('scores')}`,
    );
    expect(scores).toMatchObject({ accounts: 500, different: 500, worth: true });
    expect(scores?.['scored']).toBeGreaterThan(490);
    expect(scores?.['explained']).toBeGreaterThan(490);
  });

  test('a second run finds the snapshot published', async () => {
    expect((await run()).code).toBe(99);
  });
});
