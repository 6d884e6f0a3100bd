import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { summary } from '../../src/app/summary.ts';
import { testContext } from '../support/test-context.ts';
import {
  AS_OF,
  metricRow,
  publishedProject,
  type Row,
  scorecardRow,
  scoreRow,
  type Tables,
} from './serving-fixture.ts';

const REASONS = {
  reason_1: 'Only 4 active days in the last 30 (-8.4)',
  reason_2: 'Only 31 % of the seats were active in the last 30 days (-7.9)',
  reason_3: 'Last touchpoint 71 days ago (-6.1)',
};

const SCORES: readonly Row[] = [
  scoreRow('A-01', 36.8, {
    account_name: 'Brightwater Logistics',
    arr: 184_000,
    score_change_30d: -26.3,
    days_to_renewal: 74,
    ...REASONS,
  }),
  scoreRow('A-02', 21.25, {
    account_name: 'Oakridge Clinics',
    arr: 96_500,
    score_change_30d: 1.25,
    ...REASONS,
  }),
  scoreRow('A-03', 44, { account_name: 'No ARR yet', arr: null, reason_1: REASONS.reason_1 }),
  ...Array.from({ length: 9 }, (_, i) => scoreRow(`B-0${i}`, 60 + i, { arr: 1000 * i })),
  ...Array.from({ length: 20 }, (_, i) => scoreRow(`C-${i + 10}`, 81 + i / 2, { arr: 20_000 })),
  scoreRow('D-01', 0, { score: null, band: 'unknown', raw_band: 'unknown', arr: 5_000 }),
  scoreRow('A-01', 63.1, { as_of: '2026-09-27', arr: 1 }),
];

const SCORE = ['score', 'health'] as const;
const auc = (horizon_days: number, value: number | null, more: Row = {}) =>
  metricRow(SCORE, { horizon_days, statistic: 'auc', value, n: 612, n1: 78, n0: 534, ...more });
const churn = (band: string, n: number, n1: number, more: Row) =>
  metricRow(['band', band], { horizon_days: 90, statistic: 'churn_rate', n, n1, n0: n - n1, ...more });
const measure = (name: string, q_value: number | null) =>
  metricRow(['measure', name], {
    horizon_days: 90,
    statistic: 'auc',
    value: 0.6,
    n: 600,
    n1: 78,
    n0: 522,
    q_value,
  });

const METRICS: readonly Row[] = [
  auc(60, 0.8312, { ci_low: 0.7854, ci_high: 0.8689 }),
  auc(90, 0.7921, { ci_low: 0.7433, ci_high: 0.8344 }),
  // The same accounts renew again and again: the interval that knows it is the one to tell.
  auc(90, 0.7921, { ci_low: 0.7402, ci_high: 0.8361, statistic: 'auc_by_account' }),
  auc(180, 0.61),
  auc(90, 0.99, { segment: 'enterprise' }),
  metricRow(SCORE, {
    horizon_days: 90,
    statistic: 'missed_churn',
    value: 0.064,
    ci_low: 0.0277,
    ci_high: 0.1412,
    n: 78,
    n1: 5,
    n0: 73,
  }),
  churn('good', 300, 6, { value: 0.02, ci_low: 0.0092, ci_high: 0.0429 }),
  churn('okay', 222, 27, { value: 0.1216, ci_low: 0.085, ci_high: 0.1713 }),
  churn('poor', 90, 45, { value: 0.5, ci_low: 0.3988, ci_high: 0.6012 }),
  measure('nps', 0.2),
  measure('active_days_30d', 0.0001),
  measure('share_seats_active', 0.003),
  measure('csm_pulse', null),
];

async function summaryOf(tables: Tables) {
  const root = await mkdtemp(join(tmpdir(), 'holdfast-summary-'));
  onTestFinished(() => rm(root, { recursive: true }));
  const project = await publishedProject(root, { backtest_metrics: [], ...tables });
  return summary(testContext(project));
}

test('the whole summary, as a CS leader reads it', async () => {
  const { text } = await summaryOf({ scores: SCORES, backtest_metrics: METRICS });
  expect(text.split('\n')).toEqual([
    'Health of all customers as of 1 Nov 2026',
    '',
    '  band     accounts                           ARR  of all',
    '  good           20  ███████████████  400,000 EUR    55 %',
    '  okay            9  ███████           36,000 EUR     5 %',
    '  poor            3  ██               280,500 EUR    39 %',
    '  unknown         1  █                  5,000 EUR     1 %',
    '  all            33                   721,500 EUR',
    '',
    'Most at risk: the worst band by ARR, and what costs each account most points',
    '',
    '      account                               ARR  score  band  30 days  renews in',
    '  1.  Brightwater Logistics (A-01)  184,000 EUR   36.8  poor    -26.3    74 days',
    '     Only 4 active days in the last 30 (-8.4) · Only 31 % of the seats were active in the last 30 days (-7.9)',
    '     Last touchpoint 71 days ago (-6.1)',
    '  2.  Oakridge Clinics (A-02)        96,500 EUR   21.3  poor     +1.3    74 days',
    '     Only 4 active days in the last 30 (-8.4) · Only 31 % of the seats were active in the last 30 days (-7.9)',
    '     Last touchpoint 71 days ago (-6.1)',
    '  3.  No ARR yet (A-03)                           44.0  poor             74 days',
    '     Only 4 active days in the last 30 (-8.4)',
    '  4.  Account B-08 (B-08)             8,000 EUR   68.0  okay             74 days',
    '  5.  Account B-07 (B-07)             7,000 EUR   67.0  okay             74 days',
    '  6.  Account B-06 (B-06)             6,000 EUR   66.0  okay             74 days',
    '  7.  Account B-05 (B-05)             5,000 EUR   65.0  okay             74 days',
    '  8.  Account B-04 (B-04)             4,000 EUR   64.0  okay             74 days',
    '  9.  Account B-03 (B-03)             3,000 EUR   63.0  okay             74 days',
    ' 10.  Account B-02 (B-02)             2,000 EUR   62.0  okay             74 days',
    '',
    'Does the score tell who will leave? Yes: past renewals say that it does better than chance.',
    '  60 days before the decision: AUC 0.831 (95 % interval 0.785 to 0.869), from 612 decisions, 78 churned',
    '  90 days before the decision: AUC 0.792 (95 % interval 0.740 to 0.836), from 612 decisions, 78 churned',
    '  (AUC: of one customer who left and one who stayed, how often the score was right about which; 0.5 is chance)',
    '',
    '  band 90 days before  decisions  left  churn rate  95 % interval',
    '  poor                        90    45      50.0 %  39.9 % to 60.1 %',
    '  okay                       222    27      12.2 %  8.5 % to 17.1 %',
    '  good                       300     6       2.0 %  0.9 % to 4.3 %',
    '  6.4 % of those who left stood in the best band 90 days before (95 % interval 2.8 % to 14.1 %)',
    '  Measures that tell by themselves (q < 0.05): active days 30d, share seats active',
    '  Measures that do not: nps',
    '  Measures with too little known: csm pulse',
    '',
    'Published',
    '  for BI tools    published/_serve/holdfast.duckdb (open it read-only: current_scores, score_measures, ...)',
    '  as Parquet      published/tables/<table>/v=1/snapshot_date=<day>/data.parquet',
    expect.stringMatching(/^ {2}to look inside {2}node .*cli\/main\.js show current_scores$/),
  ]);
  const widths = text.split('\n').map((line) => [...line].length);
  // All but the last line, whose path is this machine's.
  expect(Math.max(...widths.slice(0, -1))).toBeLessThanOrEqual(110);
});

test('the result says the same as data', async () => {
  const { result } = await summaryOf({ scores: SCORES, backtest_metrics: METRICS });
  expect(result).toMatchObject({
    score_name: 'health',
    as_of: '2026-11-01',
    snapshot_id: 's',
    bands: [
      { band: 'poor', accounts: 3, arr: [{ currency: 'EUR', amount: 280_500 }] },
      { band: 'okay', accounts: 9 },
      { band: 'good', accounts: 20 },
      { band: 'unknown', accounts: 1 },
    ],
    backtest: {
      told_days: 90,
      horizons: [{ horizon_days: 60 }, { horizon_days: 90, missed: { value: 0.064 } }],
    },
  });
  expect(result.at_risk).toHaveLength(10);
  expect(result.at_risk[0]).toMatchObject({ account_id: 'A-01', reasons: Object.values(REASONS) });
});

test('amounts of different currencies are never added', async () => {
  const scores = [
    scoreRow('A', 90, { arr: 100 }),
    scoreRow('B', 91, { arr: 300, currency: 'USD' }),
    scoreRow('C', 92, { arr: 50 }),
    scoreRow('D', 20, { arr: 10 }),
  ];
  const { text } = await summaryOf({ scores });
  expect(text).toMatch(/good +3 +█+ +300 USD \+ 150 EUR$/m);
  expect(text).toMatch(/all +4 +160 EUR \+ 300 USD$|all +4 +300 USD \+ 160 EUR$/m);
});

test('the latest published day counts, and health before other scores', async () => {
  const other = scoreRow('A', 10, { score_name: 'expansion' });
  const { result } = await summaryOf({
    scores: [other, scoreRow('A', 90), scoreRow('A', 5, { as_of: '2026-10-01' })],
  });
  expect(result).toMatchObject({ score_name: 'health', bands: [{ band: 'good', accounts: 1 }] });
  // One band alone is the best and the worst: nobody is at risk.
  expect(result.at_risk).toEqual([]);
});

test('where everybody is in the worst band everybody is at risk: the scorecard knows of better ones', async () => {
  const scores = [scoreRow('A', 20, { days_to_renewal: -5 }), scoreRow('B', 30, { arr: 90_000 })];
  const { result, text } = await summaryOf({ scores, scorecards: [scorecardRow(AS_OF)] });
  expect(result.at_risk.map(({ account_id }) => account_id)).toEqual(['B', 'A']);
  expect(text).not.toContain('below the best band');
  expect(text).toMatch(/Account A .* passed 5 days ago$/m);
});

test('nobody is at risk where everybody is in the best band', async () => {
  const scores = [scoreRow('A', 90), scoreRow('B', 0, { score: null, band: 'unknown' })];
  const { result, text } = await summaryOf({ scores, scorecards: [scorecardRow(AS_OF)] });
  expect(result.at_risk).toEqual([]);
  expect(text).toContain('No account is below the best band.');
});

test.each([
  [
    'chance inside the interval',
    { ci_low: 0.42, ci_high: 0.66 },
    'Not proven: past renewals look no different',
  ],
  ['an interval below chance', { ci_low: 0.3, ci_high: 0.45 }, 'No: it points the wrong way.'],
  ['no interval', { ci_low: null, ci_high: null }, 'Not proven'],
  [
    'not one pair out of order',
    { value: 1, ci_low: null, ci_high: null },
    'Without a single fault, which is',
  ],
  ['every pair out of order', { value: 0, ci_low: null, ci_high: null }, 'No: it points the wrong way.'],
])('%s is said in as many words', async (_case, more, words) => {
  const { text } = await summaryOf({ scores: SCORES, backtest_metrics: [auc(90, 0.52, more)] });
  expect(text).toContain(`Does the score tell who will leave? ${words}`);
});

test('a figure that would mean nothing is replaced by its reason', async () => {
  const reason = 'insufficient (4 churned, need 10)';
  const { text } = await summaryOf({
    scores: SCORES,
    backtest_metrics: [auc(90, null, { reason, n: 40, n1: 4 })],
  });
  expect(text).toContain("Does the score tell who will leave? Past renewals can't say yet.");
  expect(text).toContain(`90 days before the decision: no figure, ${reason}`);
});

test('without a back-test it says so', async () => {
  const { text, result } = await summaryOf({ scores: SCORES });
  expect(result.backtest).toBeNull();
  expect(text).toContain('This pipeline runs no back-test.');
});
