import { expect, test } from 'vitest';
import type { RunReport } from '../../src/app/execute-plan.ts';
import { runText } from '../../src/app/run-text.ts';
import { extractSummary, publishSummary, transformSummary } from '../../src/app/stage-summaries.ts';
import type { ExtractReport, SourceReport } from '../../src/stages/extract/extract-report.ts';
import type { PublishReport } from '../../src/stages/publish/publish-snapshot.ts';
import type { CheckResult } from '../../src/stages/transform/run-checks.ts';
import type { TransformReport } from '../../src/stages/transform/transform.ts';

const source = (name: string, rejects: SourceReport['rejects'], stale = false) =>
  ({ source: `raw.${name}`, rejects, stale }) as SourceReport;

const extract = {
  sources: [
    source('crm__accounts', { bad_type: 2, duplicate_key: 1_200 }),
    source('billing__invoices', { malformed_row: 7 }, true),
    source('support__tickets', {}),
  ],
  totals: { seen: 4, loaded: 3, read: 33_100, rejected: 1_209 },
} as unknown as ExtractReport;

const check = (badRows: number, tolerated = 0) => ({ badRows, tolerated }) as CheckResult;
const transform = {
  nodes: [
    { relation: 'staging.a', status: 'success', rows: 1, milliseconds: 3 },
    { relation: 'staging.b', status: 'unchanged', rows: 1, milliseconds: 3 },
  ],
  dates: ['2026-01-05', '2026-01-12'],
  checks: [check(0), check(5), check(5, 5)],
  warnings: [],
} as unknown as TransformReport;

const table = (name: string, rows: number, path: string | null) => ({
  name,
  rows,
  path,
  bytes: 1,
  sha256: '',
});
const publish: PublishReport = {
  snapshotId: 'x',
  asOf: '2026-01-12',
  outcome: 'published',
  tables: [table('calendar_scores', 2_443, null), table('scores', 500, 'scores/v=1/data.parquet')],
  location: 'published',
  servingFile: 'holdfast.duckdb',
};

const report = {
  pipeline: 'daily',
  as_of: '2026-01-12',
  snapshot_id: '0123456789abcdef',
  status: 'published',
  selection: null,
  extract,
  transform,
  score: { scores: [] },
  backtest: { verdict: 'health separates: AUC 0.700' },
  publish,
} as unknown as RunReport;

const command = (words: string) => `holdfast ${words}`;

test('a run ends with its scores, what past renewals say, rejects and warnings by kind, and what to look at next', () => {
  const outlook = {
    scores: [
      {
        score: 'health',
        bands: [
          { band: 'poor', accounts: 1, arr: [{ currency: 'USD', amount: 5_140_800 }] },
          { band: 'unknown', accounts: 3, arr: [] },
        ],
      },
    ],
    riskiest: "O'Hara 1",
  };
  expect(runText(report, outlook, command).split('\n')).toEqual([
    'Snapshot 0123456789ab of 12 Jan 2026 is published to published',
    '',
    '  health      poor 1 (ARR 5,140,800 USD) · unknown 3',
    '  back-test   health separates: AUC 0.700',
    '  loaded      3 files, 33,100 rows, 1,209 rejected: 1,200 duplicate_key in crm__accounts, 7 malformed_row in',
    '              billing__invoices, 2 bad_type in crm__accounts',
    '  warnings    1 check found bad rows, 1 source out of date',
    '',
    "  next        holdfast explain 'O'\\''Hara 1'",
    '              holdfast show current_scores',
    '              holdfast rejects',
  ]);
});

test('a run that published before says only that, one that publishes nothing offers nothing to read', () => {
  const again = { ...report, status: 'already_published' } as RunReport;
  expect(runText(again, null, command)).toBe(
    'Snapshot 0123456789ab of 12 Jan 2026 is published already: nothing to do',
  );
  const quiet = { seen: 4, loaded: 0, read: 0, rejected: 0 };
  const built = {
    ...report,
    status: 'built',
    publish: null,
    backtest: null,
    transform: null,
    extract: { sources: [], totals: quiet },
  } as unknown as RunReport;
  expect(runText(built, null, command).split('\n')).toEqual([
    'daily of 12 Jan 2026 is built; this pipeline publishes nothing',
    '',
    '  loaded      nothing: no export is new',
  ]);
});

test('the line of extract names rejected rows by source and reason, most first and not without end', () => {
  expect(extractSummary(extract)).toBe(
    '3 of 4 files, 33,100 rows read, 1,209 rejected (1,200 duplicate_key in crm__accounts, 7 malformed_row in billing__invoices, 2 bad_type in crm__accounts)',
  );
  const sources = ['a', 'b', 'c', 'd', 'e'].map((name, i) => source(`x__${name}`, { bad_type: 5 - i }));
  expect(extractSummary({ ...extract, sources })).toContain(
    '(5 bad_type in x__a, 4 bad_type in x__b, 3 bad_type in x__c, 3 others)',
  );
});

test('the line of transform counts models apart from checks, and tolerated rows are no warning', () => {
  expect(transformSummary(transform)).toBe('1 model, 2 as-of dates, 3 checks, 1 of them warned');
});

test('the line of publish names the tables that readers see', () => {
  expect(publishSummary(publish)).toBe('published: scores 500');
});
