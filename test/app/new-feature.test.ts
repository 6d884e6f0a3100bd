import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { check } from '../../src/app/check.ts';
import { newFeature } from '../../src/app/new-feature.ts';
import { validate } from '../../src/app/validate.ts';
import { testContext } from '../support/test-context.ts';

const ROOT = join(import.meta.dirname, '..', '..');

let project = '';
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'holdfast-new-'));
  for (const part of ['models', 'seeds', 'sql', 'pipelines', 'pipeline.yml'])
    await cp(join(ROOT, part), join(project, part), { recursive: true });
});
afterAll(() => rm(project, { recursive: true }));

test('a new feature is two files that are well as they stand, with a unit test that passes', async () => {
  const before = (await validate(testContext(project))).result;
  const { exitCode, result, text } = await newFeature(testContext(project), { name: 'weekend_use' });
  const files = ['models/features/weekend_use.sql', 'models/features/weekend_use.yml'];
  expect([exitCode, result]).toEqual([0, { relation: 'features.weekend_use', files }]);
  expect(text).toContain('wrote models/features/weekend_use.sql');
  expect(text).toMatch(/not on your path, type node \S+cli\/main\.js instead/);
  expect(await readFile(join(project, files[0] ?? ''), 'utf8')).toContain('as weekend_use_90d');
  const after = (await validate(testContext(project))).result;
  expect(after.models).toBe(before.models + 1);
  expect(after.problems.filter(({ file }) => file?.includes('weekend_use'))).toEqual([]);
  const checked = await check(testContext(project), { select: 'weekend_use' });
  expect(checked.result.unit_tests).toMatchObject({ passed: 1, failed: 0 });
});

test.each(['Weekend', '2nd_use', 'a-b', '../x', '', 'x'.repeat(64)])('%j can be no name', async (name) => {
  const refused = { exitCode: 64, problems: [{ name: 'badValue' }] };
  await expect(newFeature(testContext(project), { name })).rejects.toMatchObject(refused);
});

test('what is there already is left as it is', async () => {
  const taken = { exitCode: 64, problems: [{ name: 'nameTaken' }] };
  const before = await readdir(join(project, 'models/features'));
  for (const name of ['nps', 'usage_by_role', 'stg_crm__accounts'])
    await expect(newFeature(testContext(project), { name })).rejects.toMatchObject(taken);
  await expect(newFeature(testContext(project), { name: 'active_users' })).rejects.toThrow('active_users');
  await expect(newFeature(testContext(project), { name: 'active_admins' })).rejects.toThrow(
    'active_admins_90d',
  );
  expect(await readdir(join(project, 'models/features'))).toEqual(before);
});

test('a file that is no model yet is not written over', async () => {
  await writeFile(join(project, 'models/features/half_done.sql'), 'select 1');
  await writeFile(join(project, 'models/features/half_done.yml'), 'description: [');
  const taken = { exitCode: 64, problems: [{ name: 'nameTaken' }] };
  await expect(newFeature(testContext(project), { name: 'half_done' })).rejects.toMatchObject(taken);
  expect(await readFile(join(project, 'models/features/half_done.sql'), 'utf8')).toBe('select 1');
});
