import { afterEach, beforeEach, expect, test } from 'vitest';
import { retry } from '../../src/app/retry.ts';
import { problemsOf, type RunProject, runProject } from '../support/run-project.ts';
import { smallProject } from '../support/small-project.ts';

let project: RunProject;
const USAGE = smallProject['models/features/usage.sql'] ?? '';

beforeEach(async () => {
  project = await runProject();
  await project.deliver('2026-01-06', [['e1', 'a1', '2026-01-06 10:00:00']]);
});

afterEach(() => project.remove());

test('where nothing ran there is nothing to do again', async () => {
  const [refused] = await problemsOf(retry(project.context));
  expect([refused?.name, refused?.exitCode]).toEqual(['nothingToRetry', 64]);
});

test('does again what failed, with the options of that time; what was loaded stays loaded', async () => {
  await project.write('models/features/usage.sql', USAGE.replace('used.events_28d', "error('boom')"));
  await expect(project.run({ asOf: '2026-01-12' })).rejects.toThrow('boom');
  await project.write('models/features/usage.sql', USAGE);
  const { exitCode, result, text } = await retry(project.context);
  expect(exitCode).toBe(0);
  expect(result).toMatchObject({
    failed: ['features.usage'],
    skipped: ['features.profile'],
    result: { as_of: '2026-01-12', status: 'published', extract: { totals: { loaded: 0 } } },
  });
  expect(text).toContain('failed: features.usage, 1 node skipped because of it; done again:');
  const again = await retry(project.context);
  expect([again.exitCode, again.result.result]).toEqual([99, null]);
});

test('a run of some nodes is done again for these alone', async () => {
  await project.write('models/features/usage.sql', USAGE.replace('used.events_28d', "error('boom')"));
  await expect(project.run({ asOf: '2026-01-12', select: '+usage' })).rejects.toThrow('boom');
  await project.write('models/features/usage.sql', USAGE);
  const { result } = await retry(project.context);
  expect(result.result).toMatchObject({ status: 'built', selection: { select: '+usage' } });
});
