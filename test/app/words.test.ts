import { expect, test } from 'vitest';
import { counted } from '../../src/app/words.ts';

test.each([
  [0, '0 days'],
  [1, '1 day'],
  [1_234, '1,234 days'],
  [-1, '-1 days'],
])('%d of a thing is counted as a person does', (n, words) => {
  expect(counted(n, 'day')).toBe(words);
});
