import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RunReport } from '../../src/app/execute-plan.ts';
import { asking, publishedTable } from '../support/e2e-query.ts';
import { csvRecords, foundBad, made, realData, rowsOf } from '../support/e2e-real-data.ts';

/** The first day that sees the whole of the published summary's last day, 30 September 1997. */
const AS_OF = '1997-10-01';
const real = realData('cdnow');

interface Customer {
  readonly account_id: string;
  readonly as_of: string;
  readonly frequency: number;
  readonly recency_weeks: number;
  readonly observed_weeks: number;
  readonly spent_cents: number;
}

const hundredths = (value: number) => Math.round(value * 100) / 100;

describe.skipIf(real.whyNot !== '')(`CDNOW, end to end${real.whyNot}`, () => {
  let report: RunReport;

  beforeAll(async () => {
    await real.prepare();
    report = made(await real.run(AS_OF));
  });

  test('loads or rejects every line: 21 purchases say what another one says', () => {
    expect(rowsOf(report)).toEqual({
      shop__purchases: { read: 6_919, loaded: 6_898, rejected: 21, rejects: { duplicate_key: 21 } },
    });
  });

  test('warns of free CDs and of days with several purchases, and of nothing else', () => {
    expect(foundBad(report)).toEqual({ free_purchases: 8, several_purchases_of_a_day: 161 });
  });

  test('reproduces the published summary of every customer', async () => {
    const published = await asking(real.project, (ask) =>
      ask<Customer>(`select account_id, frequency, recency_weeks, observed_weeks
        from ${publishedTable(real.project, 'features', AS_OF)}`),
    );
    const found = published.map(({ account_id, frequency, recency_weeks, observed_weeks }) => ({
      ID: Number(account_id),
      frequency,
      recency: hundredths(recency_weeks),
      T: hundredths(observed_weeks),
    }));
    const summary = csvRecords(join(real.exports, 'cdnow_customers_summary.csv')).map((row) => ({
      ID: Number(row['ID']),
      frequency: Number(row['frequency']),
      recency: Number(row['recency']),
      T: Number(row['T']),
    }));
    expect(summary.length).toBe(2_357);
    expect(found.toSorted((a, b) => a.ID - b.ID)).toEqual(summary);
  });

  test('knew on every past day what each customer had bought by then', async () => {
    const rows = await asking(real.project, (ask) =>
      ask<Customer>(`select account_id, cast(as_of as varchar) as as_of, frequency,
          cast(spent_cents as integer) as spent_cents
        from build.features.purchases order by as_of, cast(account_id as integer)`),
    );
    const purchases = purchasesOf(real.exports);
    const days = [...new Set(rows.map(({ as_of }) => as_of))];
    expect(days.length).toBe(9);
    expect(rows).toEqual(days.flatMap((day) => boughtBefore(day, purchases)));
  });
});

interface Purchase {
  readonly customer: number;
  readonly day: string;
  readonly cents: number;
}

/** Each different line once. */
function purchasesOf(folder: string): Purchase[] {
  const lines = new Set(readFileSync(join(folder, 'CDNOW_sample.txt'), 'utf8').trim().split(/\r?\n/));
  return [...lines].map((line) => {
    const [, customer, day = '', , amount] = line.trim().split(/ +/);
    const date = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;
    return { customer: Number(customer), day: date, cents: Math.round(Number(amount) * 100) };
  });
}

/** By a plain loop: who had bought before the day, on how many days after the first, and for how much. */
function boughtBefore(as_of: string, purchases: readonly Purchase[]) {
  const customers = new Map<number, { days: Set<string>; cents: number }>();
  for (const { customer, day, cents } of purchases.filter((purchase) => purchase.day < as_of)) {
    const known = customers.get(customer) ?? { days: new Set<string>(), cents: 0 };
    customers.set(customer, { days: known.days.add(day), cents: known.cents + cents });
  }
  return [...customers]
    .sort(([a], [b]) => a - b)
    .map(([customer, { days, cents }]) => {
      return { account_id: String(customer), as_of, frequency: days.size - 1, spent_cents: cents };
    });
}
