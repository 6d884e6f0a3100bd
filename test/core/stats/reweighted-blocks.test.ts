import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arrCapture, arrCaptureOfBlocks } from '../../../src/core/stats/arr-capture.ts';
import { reweightedBlocks } from '../../../src/core/stats/reweighted-blocks.ts';
import { takeFlags, takeRows } from '../../../src/core/stats/rows-by-group.ts';
import { topShare, topShareOfBlocks } from '../../../src/core/stats/top-share.ts';
import { fixed, mixedDecisions } from './arbitraries.ts';

/** Rows, how often each was drawn, the rows so often, and a share of them. */
const drawn = mixedDecisions()
  .chain((rows) =>
    fc.record({
      rows: fc.constant(rows),
      times: fc.array(fc.nat(3), { minLength: rows.scores.length, maxLength: rows.scores.length }),
      arr: fc.array(fc.nat(1e9), { minLength: rows.scores.length, maxLength: rows.scores.length }),
      share: fc.double({ min: 0.01, max: 1, noNaN: true }),
    }),
  )
  .map(({ rows, times, arr, share }) => ({
    ...rows,
    times: Float64Array.from(times),
    arr: Float64Array.from(arr),
    share,
    again: Uint32Array.from(times.flatMap((n, row) => new Array<number>(n).fill(row))),
  }))
  .filter(({ again }) => again.length > 0);

test('the top share of weighted blocks is, to the bit, that of rows repeated as often', () => {
  fc.assert(
    fc.property(drawn, ({ scores, churned, times, share, again }) => {
      const blocks = reweightedBlocks(scores);
      blocks(churned);
      expect(topShareOfBlocks(blocks(churned, times), share)).toEqual(
        topShare(takeRows(scores, again), takeFlags(churned, again), share),
      );
    }),
    fixed,
  );
});

test('captured ARR of weighted blocks is, to the bit, that of rows repeated as often', () => {
  fc.assert(
    fc.property(drawn, ({ scores, churned, times, arr, share, again }) => {
      const money = times.map((n, row) => n * (arr[row] ?? 0));
      const capacity = share * again.length;
      const found = arrCaptureOfBlocks(
        reweightedBlocks(scores)(churned, times),
        reweightedBlocks(scores)(churned, money),
        capacity,
      );
      const rows = {
        scores: takeRows(scores, again),
        churned: takeFlags(churned, again),
        arr: takeRows(arr, again),
      };
      expect(Number.isNaN(found) ? null : found).toBe(arrCapture(rows, capacity).value);
    }),
    fixed,
  );
});
