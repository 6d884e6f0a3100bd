import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { planRun } from '../../src/app/run.ts';
import { problemsOf, type RunProject, runProject } from '../support/run-project.ts';
import { smallProject } from '../support/small-project.ts';

let project: RunProject;

beforeEach(async () => {
  project = await runProject();
  await project.deliver('2026-01-06', [['e1', 'a1', '2026-01-06 10:00:00']]);
});

afterEach(() => project.remove());

const asOf = '2026-01-12';
const statuses = (nodes: readonly { relation: string; status: string }[] = []) =>
  Object.fromEntries(nodes.map(({ relation, status }) => [relation, status]));

test('a run of some nodes builds, checks and scores these alone, and publishes nothing', async () => {
  const { result, text, exitCode } = await project.run({ asOf, select: '+usage' });
  expect(exitCode).toBe(0);
  expect(Object.keys(statuses(result.transform?.nodes)).sort()).toEqual([
    'features.usage',
    'intermediate.int_lifetimes',
    'intermediate.int_usage_days',
    'staging.stg_app__accounts',
    'staging.stg_app__usage',
  ]);
  expect([result.status, result.score, result.backtest, result.publish]).toEqual(['built', null, null, null]);
  expect(result.selection?.leftOut).toEqual(['features.profile', 'scores.health']);
  expect(text).toContain('2 nodes as they stand: features.profile, scores.health');
  expect(existsSync(join(project.folder, 'published'))).toBe(false);
});

test('a scorecard is a node: it is scored when it is selected, once its features are there', async () => {
  const problems = await problemsOf(project.run({ asOf, select: 'scores.health' }));
  expect(problems[0]?.message).toMatch(
    /^scores.health reads features\.\w+, which is not built for 2026-01-05 and 1 more$/,
  );
  const { result } = await project.run({ asOf, select: '+health' });
  expect(result.score?.scores.map(({ score, rows }) => [score, rows])).toEqual([['health', 6]]);
  const again = await project.run({ asOf, select: 'health' });
  expect(again.result.score?.scores.map(({ rows }) => rows)).toEqual([0]);
});

test('state:modified is what has changed since the last run', async () => {
  const modified = async () => {
    const plan = await planRun(project.context, { pipeline: 'daily', asOf, select: 'state:modified' });
    return plan.selection?.nodes;
  };
  expect((await modified())?.length).toBe(7);
  await project.run({ asOf });
  expect(await modified()).toEqual([]);
  const sql = smallProject['models/features/usage.sql'] ?? '';
  await project.write('models/features/usage.sql', `-- as it was\n\n${sql}`);
  expect(await modified()).toEqual([]);
  await project.write('models/features/usage.sql', sql.replace("'28' day", "'7' day"));
  expect(await modified()).toEqual(['features.usage']);
  const { result } = await project.run({ asOf, select: 'state:modified+' });
  expect(statuses(result.transform?.nodes)).toEqual({
    'features.usage': 'success',
    'features.profile': 'success',
  });
  expect(await modified()).toEqual([]);
});

test('to forget everything and to build something is refused', async () => {
  const [refused] = await problemsOf(project.run({ asOf, select: 'usage', fullRefresh: true }));
  expect([refused?.name, refused?.exitCode]).toEqual(['usage', 64]);
});

test('what a run of some nodes left stale is made right by the next whole run', async () => {
  await project.run({ asOf });
  await project.deliver('2026-01-07', [['e2', 'a2', '2026-01-07 10:00:00']]);
  await project.run({ asOf, select: 'features.usage' });
  const { result } = await project.run({ asOf });
  expect(result.status).toBe('published');
  expect(result.score?.scores.map(({ dates }) => dates)).toEqual([['2026-01-12']]);
});
