import { expect, test } from 'vitest';
import { refuseFailedGates, refuseUnknownGates } from '../../src/app/refuse-failed-gates.ts';
import { HoldfastError } from '../../src/errors.ts';
import type { BacktestReport } from '../../src/stages/backtest/backtest.ts';

const gate = (score: string, name: string, status: string) => ({
  score,
  gate: name,
  status,
  text: 'because',
});
const report = {
  scores: [
    { proof: { gates: [gate('health', 'good_share', 'failed'), gate('health', 'not_worse', 'not_judged')] } },
    { proof: { gates: [gate('value', 'good_share', 'failed'), gate('value', 'warned_churn', 'passed')] } },
  ],
} as unknown as BacktestReport;

function problemsOf(allowed: readonly string[]): unknown {
  try {
    return refuseFailedGates(report, allowed);
  } catch (error) {
    if (!(error instanceof HoldfastError)) throw error;
    return error.problems.map(({ name, message }) => `${name}: ${message}`);
  }
}

test('a gate that fails stops the run, each with its own problem', () => {
  expect(problemsOf([])).toEqual([
    'gateFailed: health fails its gate good_share: because; nothing is published',
    'gateFailed: value fails its gate good_share: because; nothing is published',
  ]);
});

test('one that is allowed to fail is told to the manifest', () => {
  expect(problemsOf(['good_share'])).toEqual(['health.good_share', 'value.good_share']);
  expect(problemsOf(['value.good_share'])).toEqual([
    'gateFailed: health fails its gate good_share: because; nothing is published',
  ]);
});

test('what passes, was not judged or was not tested stops nothing, and what is allowed in vain is not recorded', () => {
  expect(refuseFailedGates(null, ['good_share'])).toEqual([]);
  const fine = { scores: [{ proof: { gates: [gate('health', 'not_worse', 'not_judged')] } }] };
  expect(refuseFailedGates(fine as unknown as BacktestReport, ['not_worse'])).toEqual([]);
});

test('a name that no gate can have is refused before any work', () => {
  expect(() => refuseUnknownGates(['good_share', 'health.not_worse'], ['health'])).not.toThrow();
  expect(() => refuseUnknownGates(['good_shard'], ['health'])).toThrow('names no gate: "good_shard"');
  expect(() => refuseUnknownGates(['other.good_share'], ['health'])).toThrow(
    'names no gate: "other.good_share"',
  );
});
