import { describe, expect, test } from 'vitest';
import type { DiffReport } from '../../src/app/diff.ts';
import { diffText } from '../../src/app/diff-text.ts';
import { pairedDelong } from '../../src/core/stats/paired-delong.ts';

const nothing = { value: null, ci: null, n: 0, n1: 0, n0: 0, reason: null };
const report = (changes: DiffReport['changes'], before = 1): DiffReport => ({
  ...{ score: 'health', as_of: '2026-11-01', changes, failed_gates: [] },
  before: { version: before, from: 'docs/scorecards/health-v1.md' },
  after: { version: 2, from: 'models/scores/health.yml' },
  day: { accounts: 3, changed: 0, arr: [], arr_changed: [], moves: [], changes: [], rank_agreement: 1 },
  proof: {
    ...{ horizon: 90, auc_before: nothing, auc_after: nothing, horizons: [], gates: [] },
    difference: pairedDelong(new Float64Array(), new Float64Array(), new Uint8Array()),
  },
});
const weight = { what: 'dimensions.product.weight', before: '0.34', after: '0.24' };
const rule = { name: 'late', when: [{ feature: 'f.x', above: 3 }], cap: 65, reason: 'Late.' };

describe('what changed', () => {
  test('is a table of values, and a line for each thing that came or went', () => {
    const measure = {
      ...{ name: 'days', weight: 0.5, feature: 'active_days.active_days_30d' },
      normalise: { type: 'linear', worst: 0, best: 20, outside: 'clamp' },
    };
    const text = diffText(
      report([
        weight,
        { what: 'dimensions.product.measures.days', before: null, after: JSON.stringify(measure) },
        { what: 'rules.late', before: JSON.stringify(rule), after: null },
      ]),
    );
    expect(text).toContain('dimension product: weight  0.34    0.24');
    expect(text).toMatch(/ {2}rule late +cap 65/);
    expect(text).toContain(
      'measure product.days, new: weight 0.5, active_days.active_days_30d in a straight line',
    );
    for (const line of text.split('\n').slice(1)) expect(line.length).toBeLessThanOrEqual(110);
  });

  test('asks for a version of its own where both say the same one', () => {
    expect(diffText(report([weight], 2))).toContain('Both say version 2: raise it before you publish');
    expect(diffText(report([weight]))).not.toContain('raise it');
    expect(diffText(report([], 2))).toContain('Both say the same.');
    expect(diffText(report([], 2))).not.toContain('raise it');
  });
});
