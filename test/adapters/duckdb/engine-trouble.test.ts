import { expect, test } from 'vitest';
import { engineTrouble, engineTroubleBelow } from '../../../src/adapters/duckdb/engine-trouble.ts';
import { EXIT, HoldfastError, problem } from '../../../src/errors.ts';

const full = 'IO Error: Could not write file "/x/build.duckdb": No space left on device\nand more';

test('a full disk and used up memory are exit 69, any other error is none of ours', () => {
  expect(engineTrouble(new Error(full))).toMatchObject({
    exitCode: EXIT.unavailable,
    problems: [
      { name: 'noRoom', message: expect.stringMatching(/"\/x\/build.duckdb": No space left on device$/) },
    ],
  });
  expect(
    engineTrouble(new Error('Out of Memory Error: failed to pin block (60 MiB/60 MiB used)')),
  ).toMatchObject({
    exitCode: EXIT.unavailable,
    problems: [{ name: 'outOfMemory', message: 'out of memory: failed to pin block (60 MiB/60 MiB used)' }],
  });
  expect(engineTrouble(new Error('Catalog Error: no such table'))).toBeNull();
  expect(engineTrouble('No space left on device')).toBeNull();
});

test('it is found below what it was wrapped in', () => {
  const cause = engineTrouble(new Error(full));
  const wrapped = new HoldfastError([problem('defect', { detail: 'a seed does not load' })], { cause });
  expect(engineTroubleBelow(new Error('and again', { cause: wrapped }))).toBe(cause);
  expect(engineTroubleBelow(new Error('another', { cause: new Error('x') }))).toBeNull();
});
