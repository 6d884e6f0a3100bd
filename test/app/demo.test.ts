import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { demo } from '../../src/app/demo.ts';
import { problemsOf } from '../support/run-project.ts';
import { testContext } from '../support/test-context.ts';

const SMALL = { accounts: 10, months: 3, seed: 2, events: 500 };
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-demo-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('with --out it needs no project, and finds the same company made already', async () => {
  const context = testContext(folder);
  const { result, exitCode } = await demo(context, { ...SMALL, out: 'exports' });
  expect(exitCode).toBe(0);
  expect(result).toMatchObject({ path: join(folder, 'exports'), made: true });
  expect(await readdir(folder)).toEqual(['exports']);
  expect((await readdir(join(folder, 'exports'))).sort()).toContain('billing');
  expect((await demo(context, { ...SMALL, out: 'exports' })).result).toMatchObject({ made: false });
});

test('without --out it asks for the project', async () => {
  const [problem] = await problemsOf(demo(testContext(folder), SMALL));
  expect(problem?.name).toBe('missingFile');
});

test('a folder that holds something is refused and left as it is', async () => {
  const taken = join(folder, 'taken');
  await mkdir(taken);
  await writeFile(join(taken, 'mine.txt'), 'mine');
  const [problem] = await problemsOf(demo(testContext(folder), { ...SMALL, out: 'taken' }));
  expect(problem?.name).toBe('folderNotEmpty');
  expect(await readdir(taken)).toEqual(['mine.txt']);
});

test('what fails when all exports are written leaves none of them, and what an earlier one has left is no part of the next', async () => {
  const draft = join(folder, `exports.draft-${process.pid}`);
  await mkdir(draft);
  await writeFile(join(draft, 'left.txt'), 'of a demo that was killed');
  // A folder can't be written as a file: the truth comes last.
  await mkdir(join(folder, 'truth'));
  await expect(demo(testContext(folder), { ...SMALL, out: 'exports', truth: 'truth' })).rejects.toThrow();
  expect(await readdir(folder)).toEqual(['truth']);
  await mkdir(draft);
  await writeFile(join(draft, 'left.txt'), 'of a demo that was killed');
  await demo(testContext(folder), { ...SMALL, out: 'exports' });
  expect(await readdir(join(folder, 'exports'))).not.toContain('left.txt');
});
