import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RunRecorder } from '../../src/adapters/project/run-recorder.ts';
import { type ShownRows, show } from '../../src/app/show.ts';
import { rowsText } from '../../src/app/show-text.ts';
import { testContext } from '../support/test-context.ts';
import { metricRow, publishedProject, scoreRow } from './serving-fixture.ts';

let root: string;
let project: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'holdfast-show-'));
  project = await publishedProject(root, {
    scores: Array.from({ length: 25 }, (_, i) => scoreRow(`A-${i}`, 40 + i)),
    backtest_metrics: [
      metricRow(['score', 'health'], {
        horizon_days: 90,
        statistic: 'auc',
        value: 0.75,
        n: 60,
        n1: 12,
        n0: 48,
      }),
    ],
  });
});

afterAll(() => rm(root, { recursive: true }));

async function shownRows(relation: string): Promise<ShownRows> {
  const { result } = await show(testContext(project), { relation });
  if (!('rows' in result)) throw new Error(`${relation} was not shown`);
  return result;
}

test('without a name everything published is listed, with what it holds', async () => {
  const { text, result } = await show(testContext(project), {});
  expect(text.split('\n')).toEqual([
    'table                     rows  what it holds',
    'backtest_metrics             1  What backtest_metrics holds.',
    'current_backtest_metrics     1',
    'current_scores              25',
    'scores                      25  What scores holds.',
  ]);
  expect(result).toMatchObject({
    relations: [{ name: 'backtest_metrics', kind: 'table', rows: 1 }, {}, {}, {}],
  });
});

test('the first rows, as many columns as fit, and the names of the others', async () => {
  const { text, result } = await show(testContext(project), { relation: 'current_scores', limit: 2 });
  const lines = text.split('\n');
  expect(lines[0]).toMatch(
    /^account_name {2}score_name {2}as_of {7}score {2}band {2}band_reason {2}account_id {2}owner/,
  );
  expect(lines[1]).toMatch(/^Account A-0 {3}health {6}2026-11-01 +40 {2}poor {2}steady {7}A-0 {9}Dana Reyes/);
  const footer = lines.slice(4).join(' ');
  expect(footer).toMatch(/^2 of 25 rows of current_scores; --format json also shows lifecycle_stage, arr, /);
  expect(footer).toMatch(/, previous_band, /);
  expect(footer).not.toMatch(/ (account_id|score|band|band_reason),/);
  expect(lines.every((line) => line.length <= 110)).toBe(true);
  expect(result).toMatchObject({
    total: 25,
    rows: [
      { account_id: 'A-0', score: 40, as_of: '2026-11-01' },
      { account_id: 'A-1', score: 41 },
    ],
  });
  expect(result).toMatchObject({
    columns: expect.arrayContaining([{ name: 'score', type: 'DECIMAL(9,4)' }]),
  });
});

test('eighty columns are enough for whose score it is, the score and its band', async () => {
  const name = 'Brightwater Mutual Insurance Group 1';
  const shown = await shownRows('current_scores');
  const rows = shown.rows.map((row) => ({
    ...row,
    account_name: name,
    score_name: 'onboarding',
    score: 99.1234,
    band: 'on_track',
  }));
  const narrow = rowsText({ ...shown, rows })
    .split('\n')
    .map((line) => line.slice(0, 80).trimEnd());
  expect(narrow[0]).toMatch(/^account_name +score_name +as_of +score +band/);
  expect(narrow[1]).toBe(`${name}  onboarding  2026-11-01  99.1234  on_track`);
});

test('the order is for people: programs have the columns as they are published', async () => {
  const { columns } = await shownRows('scores');
  expect(columns.slice(0, 5).map(({ name }) => name)).toEqual([
    'account_id',
    'as_of',
    'score_name',
    'account_name',
    'owner',
  ]);
});

test('where an account has no name its id comes first; what is not of accounts keeps its order', async () => {
  const head = (shown: ShownRows) => rowsText(shown).split('\n')[0];
  const scores = await shownRows('scores');
  const unnamed = {
    ...scores,
    rows: scores.rows.map((row, i) => (i === 3 ? { ...row, account_name: null } : row)),
  };
  expect(head(unnamed)).toMatch(/^account_id {2}account_name {2}score_name {2}as_of/);
  const columns = scores.columns.filter(({ name }) => name !== 'account_name');
  expect(head({ ...scores, columns, rows: [] })).toMatch(/^account_id {2}score_name {2}as_of/);
  expect(head(await shownRows('meta.runs'))).toMatch(/^run_id {2}status {2}exit_code {2}command/);
});

test('twenty rows unless told otherwise; main. may stand before the name', async () => {
  const { result } = await show(testContext(project), { relation: 'main.scores' });
  expect(result).toMatchObject({ relation: 'scores', total: 25 });
  expect('rows' in result && result.rows).toHaveLength(20);
});

test('an unknown name, and one that would be SQL, are met with the nearest', async () => {
  await expect(show(testContext(project), { relation: 'curent_scores' })).rejects.toMatchObject({
    exitCode: 64,
    problems: [{ name: 'unknownTable', hint: 'did you mean "current_scores"?' }],
  });
  await expect(show(testContext(project), { relation: 'scores; drop table scores' })).rejects.toMatchObject({
    problems: [{ name: 'unknownTable' }],
  });
});

test('values with line breaks and long ones stay on their line', () => {
  const text = rowsText({
    relation: 'x',
    columns: [
      { name: 'note', type: 'VARCHAR' },
      { name: 'list', type: 'VARCHAR[]' },
      { name: 'n', type: 'BIGINT' },
    ],
    rows: [
      { note: 'a\nb', list: ['x'], n: 7 },
      { note: 'y'.repeat(50), list: null, n: 12 },
    ],
    total: 2,
  });
  expect(text.split('\n')).toEqual([
    `note${' '.repeat(34)}list    n`,
    `a b${' '.repeat(35)}["x"]   7`,
    `${'y'.repeat(35)}…         12`,
    '',
    '2 of 2 rows of x',
  ]);
});

test('what ran can be read, the latest first, with every node of it', async () => {
  const context = testContext(project);
  expect((await show(context, { relation: 'meta.runs' })).result).toMatchObject({ rows: [], total: 0 });
  for (const [second, exitCode] of [
    [1, 1],
    [2, 0],
  ] as const) {
    const header = {
      command: 'run daily',
      target: 'dev',
      as_of: '2026-11-01',
      engine_version: 'x',
      request: null,
    };
    const recorder = await RunRecorder.start(header, {
      ...context,
      clock: { now: () => second * 1000 },
      manifest: {},
    });
    recorder.emit({
      kind: 'node_finished',
      stage: 'transform',
      node: 'features.x',
      status: 'success',
      rows: second,
      milliseconds: 5,
    });
    await recorder.finish({ exitCode });
  }
  const runs = await show(context, { relation: 'meta.runs', limit: 1 });
  expect(runs.result).toMatchObject({
    total: 2,
    rows: [{ status: 'success', exit_code: 0, as_of: '2026-11-01' }],
  });
  expect(runs.text).toContain('success');
  const nodes = await show(context, { relation: 'meta.run_nodes' });
  expect(nodes.result).toMatchObject({
    rows: [
      { unique_id: 'features.x', rows: 2 },
      { unique_id: 'features.x', rows: 1, bytes: null, milliseconds: 5 },
    ],
  });
});
