import { expect, test } from 'vitest';
import { readAhead } from '../../../src/stages/score/read-ahead.ts';

async function* numbered(count: number, log: string[]): AsyncGenerator<number> {
  for (let i = 0; i < count; i++) {
    log.push(`make ${i}`);
    yield i;
  }
  if (count === 2) throw new Error('the third is broken');
}

test('the next one is made while the one before is used', async () => {
  const log: string[] = [];
  for await (const i of readAhead(numbered(3, log))) {
    await Promise.resolve();
    log.push(`use ${i}`);
  }
  expect(log).toEqual(['make 0', 'make 1', 'use 0', 'make 2', 'use 1', 'use 2']);
});

test('what fails ahead of time is met when its turn comes', async () => {
  const used: number[] = [];
  const use = async () => {
    for await (const i of readAhead(numbered(2, []))) {
      // Long enough for a rejection that nobody awaits to be noticed.
      await new Promise((resolve) => setTimeout(resolve, 5));
      used.push(i);
    }
  };
  await expect(use()).rejects.toThrow('the third is broken');
  expect(used).toEqual([0, 1]);
});
