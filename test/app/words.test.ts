import { expect, test } from 'vitest';
import { counted, renewalWords } from '../../src/app/words.ts';

test.each([
  [0, '0 days'],
  [1, '1 day'],
  [1_234, '1,234 days'],
  [-1, '-1 days'],
])('%d of a thing is counted as a person does', (n, words) => {
  expect(counted(n, 'day')).toBe(words);
});

test.each([
  [74, 'in 74 days'],
  [1, 'in 1 day'],
  [0, 'today'],
  [-5, 'passed 5 days ago'],
])('a renewal %d days off is told as a person does', (days, words) => {
  expect(renewalWords(days)).toBe(words);
});
