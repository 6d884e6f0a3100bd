import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { proveScore } from '../../../src/core/backtest/score-proof.ts';
import { proofInputOf } from './proof-fixture.ts';
import { measureOf, studyOf } from './study-fixture.ts';

const FILE = new URL('../../../../shared/data/schools/renewals.csv', import.meta.url);
const there = existsSync(FILE);

/** The 68 renewals of a small school platform, whose arr_usd was written after the outcome: 0 exactly for those who left. */
function renewals(): { churned: number[]; arr: number[] } {
  const [head = '', ...lines] = readFileSync(FILE, 'utf8').trim().split(/\r?\n/);
  const column = (name: string) => {
    const at = head.split(',').indexOf(name);
    return lines.map((line) => line.split(',')[at] ?? '');
  };
  return {
    churned: column('outcome').map((outcome) => (outcome === 'churned' ? 1 : 0)),
    arr: column('arr_usd').map(Number),
  };
}

describe.skipIf(!there)('schools (../shared/data/schools, skipped where it is absent)', () => {
  test('the leak arr_usd is called too good to be true, what people use is not, and the sample is called small', () => {
    const { churned, arr } = renewals();
    expect(churned.length).toBe(68);
    const measures = [
      measureOf({ measure: 'arr_usd', values: Float64Array.from(arr) }),
      measureOf({ measure: 'order', values: Float64Array.from(churned.keys()) }),
    ];
    const data = studyOf(
      churned.map((_, row) => (row * 7919) % 100),
      churned,
      { measures },
    );
    const { suspects, warnings } = proveScore(proofInputOf(data));
    expect(suspects).toMatchObject([{ kind: 'measure', subject: 'arr_usd', why: 'separates_perfectly' }]);
    expect(warnings.join('\n')).toContain('too good to be true: arr_usd');
    expect(warnings.join('\n')).toContain('the sample is small');
  });
});
