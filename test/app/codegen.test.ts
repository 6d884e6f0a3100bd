import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codegen } from '../../src/app/codegen.ts';
import { testContext } from '../support/test-context.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const USERS = 'models/staging/product/stg_product__users.yml';

let project = '';
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'holdfast-codegen-'));
  for (const part of ['models', 'seeds', 'sql', 'pipelines', 'pipeline.yml'])
    await cp(join(ROOT, part), join(project, part), { recursive: true });
  await writeFile(join(project, 'tsconfig.json'), JSON.stringify(await tsconfig()));
});
afterAll(() => rm(project, { recursive: true }));

test('the types of the root project are as codegen would write them', async () => {
  const { exitCode, result } = await codegen(testContext(ROOT), { check: true });
  expect([exitCode, result.problems]).toEqual([0, []]);
});

test('a column that was renamed is drift to --check, and once written it breaks the type check of the model that reads it', async () => {
  expect(await typeErrors()).toBe('');
  const yml = await readFile(join(project, USERS), 'utf8');
  await writeFile(join(project, USERS), yml.replace('name: user_role', 'name: product_role'));
  const checked = await codegen(testContext(project), { check: true });
  expect(checked).toMatchObject({ exitCode: 78, result: { problems: [{ name: 'generatedDrift' }] } });
  const written = await codegen(testContext(project), { check: false });
  expect(written).toMatchObject({ exitCode: 0, text: 'wrote models/relations.d.ts' });
  const [, line = ''] =
    /^models\/features\/usage_by_role\.ts\((\d+),\d+\): error/.exec(await typeErrors()) ?? [];
  const module = await readFile(join(ROOT, 'models/features/usage_by_role.ts'), 'utf8');
  expect(module.split('\n')[Number(line) - 1]).toContain('user_role');
});

/** What a new project has, with the engine found where it lies instead of being installed. */
async function tsconfig(): Promise<object> {
  const text = await readFile(join(ROOT, 'src/app/scaffold/tsconfig.json'), 'utf8');
  const { compilerOptions } = JSON.parse(text.replace(/^\/\/.*$/gm, '')) as { compilerOptions: object };
  const paths = { holdfast: [join(ROOT, 'src/index.ts')] };
  const types = ['node'];
  const typeRoots = [join(ROOT, 'node_modules/@types')];
  return { compilerOptions: { ...compilerOptions, paths, types, typeRoots }, include: ['models'] };
}

async function typeErrors(): Promise<string> {
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const run = promisify(execFile)(process.execPath, [tsc, '-p', project], { cwd: project });
  const { stdout } = await run.catch((error: { stdout: string }) => error);
  return (stdout.match(/^models\/.*(\n .*)*/gm) ?? []).join('\n');
}
