import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { retry } from '../../src/app/retry.ts';
import { runPipeline } from '../../src/app/run.ts';
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

describe('of two targets', () => {
  beforeEach(async () => {
    const targets = 'targets: { dev: { path: target/dev }, prod: { path: target/prod } }';
    await project.write('pipeline.yml', `${smallProject['pipeline.yml']}${targets}\n`);
    await project.write('models/features/usage.sql', USAGE.replace('used.events_28d', "error('boom')"));
    for (const target of ['dev', 'prod']) {
      const options = { pipeline: 'daily', asOf: target === 'dev' ? '2026-01-12' : '2026-01-19' };
      await expect(runPipeline({ ...project.context, target }, options)).rejects.toThrow('boom');
    }
    await project.write('models/features/usage.sql', USAGE);
  });

  test('the last run into the one that is asked for is done again, and the other target is left as it is', async () => {
    const { result } = await retry({ ...project.context, target: 'dev' });
    expect(result.result).toMatchObject({ as_of: '2026-01-12', target: 'dev', status: 'published' });
    expect(existsSync(join(project.folder, 'target/prod'))).toBe(false);
  });

  test('without one it is the last run of all', async () => {
    const { result } = await retry(project.context);
    expect(result.result).toMatchObject({ as_of: '2026-01-19', target: 'prod', status: 'published' });
  });

  test('one that nothing ran into has nothing to do again; one that is not there is named', async () => {
    await rm(join(project.folder, '.holdfast/runs'), { recursive: true });
    const [nothing] = await problemsOf(retry({ ...project.context, target: 'prod' }));
    expect(nothing).toMatchObject({ name: 'nothingToRetry', message: expect.stringContaining('"prod"') });
    const [unknown] = await problemsOf(retry({ ...project.context, target: 'prd' }));
    expect(unknown).toMatchObject({ name: 'unknownTarget', hint: expect.stringContaining('prod') });
  });
});
