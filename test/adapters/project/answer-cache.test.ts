import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { AnswerCache } from '../../../src/adapters/project/answer-cache.ts';
import { tempFolder } from './temp-folder.ts';

const ANSWER = { models: [{ name: 'a', tags: new Set(['x']) }], none: undefined, when: null };
let folder: string;
let cache: AnswerCache;

beforeEach(async () => {
  folder = await tempFolder();
  cache = new AnswerCache(folder);
});

test('an answer is kept for its question, in a process of its own as well', () => {
  cache.put('project', 'k1', ANSWER);
  expect(new AnswerCache(folder).get('project', 'k1')).toEqual(ANSWER);
  expect(cache.get('project', 'k2')).toBeUndefined();
  expect(cache.get('problems', 'k1')).toBeUndefined();
});

test('only the last answer of a kind is kept', () => {
  cache.put('project', 'k1', ANSWER);
  cache.put('project', 'k2', 'other');
  expect(cache.get('project', 'k1')).toBeUndefined();
  expect(cache.get('project', 'k2')).toBe('other');
});

test.each([
  ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length - 1)],
  [
    'with a bit turned over',
    (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -1), Buffer.from([(bytes.at(-1) ?? 0) ^ 1])]),
  ],
  ['empty', () => Buffer.alloc(0)],
])('a file that is %s is no answer', async (_what, damage) => {
  cache.put('project', 'k1', 'answer!');
  const file = join(folder, '.holdfast/cache/project');
  await writeFile(file, damage(await readFile(file)));
  expect(cache.get('project', 'k1')).toBeUndefined();
});

test('where nothing can be written, nothing is kept and nobody complains', async () => {
  await rm(join(folder, '.holdfast'), { recursive: true, force: true });
  await writeFile(join(folder, '.holdfast'), 'a file where the folder should be');
  cache.put('project', 'k1', ANSWER);
  expect(cache.get('project', 'k1')).toBeUndefined();
});
