import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gainsTable } from '../../../src/core/stats/gains-table.ts';
import { topShare } from '../../../src/core/stats/top-share.ts';
import { fixed, mixedDecisions } from './arbitraries.ts';
import * as a from './fixture-a.ts';

describe('gainsTable', () => {
  test('adds up to all rows and all churned, and ends at capture 1 and lift 1', () => {
    fc.assert(
      fc.property(mixedDecisions(), fc.integer({ min: 1, max: 12 }), ({ scores, churned }, slices) => {
        const { rows, n, n1 } = gainsTable(scores, churned, slices);
        const total = (pick: (row: (typeof rows)[number]) => number) =>
          rows.reduce((t, row) => t + pick(row), 0);
        expect(total((row) => row.rows)).toBeCloseTo(n, 9);
        expect(total((row) => row.events)).toBeCloseTo(n1, 9);
        expect(rows.at(-1)!.capture).toBeCloseTo(1, 12);
        expect(rows.at(-1)!.cumulativeLift).toBeCloseTo(1, 12);
        for (const row of rows) expect(row.churnRate >= -1e-12 && row.churnRate <= 1 + 1e-12).toBe(true);
      }),
      fixed,
    );
  });

  test('its first tenth is topShare of a tenth', () => {
    const scores = Float64Array.from({ length: 40 }, (_, i) => (i * 7) % 23);
    const churned = Uint8Array.from(scores, (s, i) => (s < 6 || i % 9 === 0 ? 1 : 0));
    const { rows, merged } = gainsTable(scores, churned);
    const top = topShare(scores, churned, 0.1);
    expect([merged, rows.length]).toEqual([false, 10]);
    expect(rows[0]!.lift).toBeCloseTo(top.lift!, 12);
    expect(rows[0]!.capture).toBeCloseTo(top.capture!, 12);
  });

  test('with fewer distinct scores than slices there is a row for each score, and it says so', () => {
    const { rows, merged } = gainsTable(a.health, a.churned);
    expect([merged, rows.length]).toEqual([true, 8]);
    expect(rows.map((row) => row.rows)).toEqual([1, 2, 1, 3, 1, 1, 2, 1]);
    expect(rows.map((row) => row.events)).toEqual([1, 1, 1, 1, 0, 0, 1, 0]);
    expect(gainsTable(a.health, a.churned, 8).merged).toBe(false);
  });

  test('one class has no table', () => {
    expect(gainsTable(Float64Array.of(1, 2), Uint8Array.of(0, 0))).toMatchObject({
      rows: [],
      reason: 'single_class',
    });
  });
});
