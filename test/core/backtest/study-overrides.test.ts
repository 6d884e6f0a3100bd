import { expect, test } from 'vitest';
import { learnForward } from '../../../src/core/backtest/learn-outcomes.ts';
import { studyOverrides } from '../../../src/core/backtest/study-overrides.ts';
import { auc } from '../../../src/core/stats/auc.ts';
import { companyOf } from './proof-fixture.ts';

const data = companyOf(1, { n: 900 });
const folds = learnForward(data);

/** Every tenth score set by hand: by the wise where they knew the outcome, by the rash where they wished for another. */
function overridden() {
  const authors = Array.from(data.scores, (_, row) =>
    row % 20 === 0 ? 'wise@example.com' : row % 20 === 10 ? 'rash' : null,
  );
  const scores = data.scores.map((score, row) => {
    const knows = (data.churned[row] ?? 0) === 1 ? 5 : 95;
    if (authors[row] === null) return score;
    return authors[row] === 'rash' ? 100 - knows : knows;
  });
  return { ...data, scores, authors };
}

test('null where nobody and no rule changed a score', () => {
  expect(studyOverrides(data, folds)).toBeNull();
});

test('overrides are judged by author, and together by the AUC with and without them', () => {
  const study = overridden();
  const found = studyOverrides(study, folds);
  expect(found).toMatchObject({ overridden: 90, ruled: 0 });
  expect(found?.final.value).toBe(auc(study.scores, data.churned).value);
  expect(found?.withoutOverrides.value).toBe(auc(data.scores, data.churned).value);
  expect(found?.overrideGain.value).toBeCloseTo(
    (found?.final.value ?? 0) - (found?.withoutOverrides.value ?? 0),
    12,
  );
  const [rash, wise] = found?.authors ?? [];
  // What is published carries no e-mail address.
  expect([rash?.author, wise?.author]).toEqual(['rash', 'wise']);
  expect(wise?.brierGain.ci?.[0]).toBeGreaterThan(0);
  expect(rash?.brierGain.ci?.[1]).toBeLessThan(0);
  expect(wise?.meanChange.n).toBe(45);
});

test('authors of one name are one author; handles are names', () => {
  const authors = Array.from(
    data.scores,
    (_, row) => ['@anna', '@bob', 'kim@a.example', 'kim@b.example'][row] ?? null,
  );
  const found = studyOverrides({ ...data, authors }, folds)?.authors ?? [];
  expect(found.map(({ author, meanChange }) => [author, meanChange.n])).toEqual([
    ['@anna', 1],
    ['@bob', 1],
    ['kim', 2],
  ]);
});

test('a rule that helps shows beside the score without it', () => {
  const scores = data.scores.map((score, row) =>
    data.churned[row] === 1 && row % 2 === 0 ? Math.min(score, 10) : score,
  );
  const found = studyOverrides({ ...data, scores, computed: scores }, folds);
  expect(found?.ruled).toBeGreaterThan(10);
  expect(found?.gain.ci?.[0]).toBeGreaterThan(0);
  expect(found?.overrideGain).toMatchObject({ value: 0, p: 1 });
});

test('an author of few overrides is not judged', () => {
  const authors = Array.from(data.scores, (_, row) => (row < 5 ? 'new' : null));
  const [author] = studyOverrides({ ...data, authors }, folds)?.authors ?? [];
  expect(author?.meanChange).toMatchObject({ value: null, reason: 'insufficient', n: 5 });
});
