import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RunReport } from '../../src/app/execute-plan.ts';
import { publishedOf } from '../support/e2e-project.ts';
import { asking, publishedTable } from '../support/e2e-query.ts';
import { csvRecords, foundBad, made, realData, rowsOf, whole } from '../support/e2e-real-data.ts';

/** Sees every settlement of the export. */
const AS_OF = '2014-02-01';
const DAY = 86_400_000;
const real = realData('receivables');

interface Invoice {
  readonly id: string;
  readonly customer: string;
  readonly cents: number;
  readonly issued: number;
  readonly due: number;
  readonly settled: number;
  readonly daysLate: number;
  readonly daysToSettle: number;
}

/** Days since 1970 of dd/mm/yyyy. */
function dayOf(text = ''): number {
  const [day, month, year] = text.split('/').map(Number);
  return Date.UTC(year ?? 0, (month ?? 0) - 1, day) / DAY;
}

function invoicesOf(folder: string): Invoice[] {
  return csvRecords(join(folder, 'WA_Fn-UseC_-Accounts-Receivable.csv')).map((row) => ({
    id: row['invoiceNumber'] ?? '',
    customer: row['customerID'] ?? '',
    cents: Math.round(Number(row['InvoiceAmount']) * 100),
    issued: dayOf(row['InvoiceDate']),
    due: dayOf(row['DueDate']),
    settled: dayOf(row['SettledDate']),
    daysLate: Number(row['DaysLate']),
    daysToSettle: Number(row['DaysToSettle']),
  }));
}

const total = (numbers: readonly number[]) => numbers.reduce((sum, n) => sum + n, 0);

describe.skipIf(real.whyNot !== '')(`receivables, end to end${real.whyNot}`, () => {
  let invoices: Invoice[];
  let report: RunReport;

  beforeAll(async () => {
    invoices = invoicesOf(real.exports);
    await real.prepare();
    report = made(await real.run(AS_OF));
  });

  test('loads every invoice; 4 paper bills that should have been none are all there is to warn of', () => {
    expect(rowsOf(report)).toEqual({ ar__invoices: whole(2_466) });
    expect(foundBad(report)).toEqual({ paper_bill_after_paperless_day: 4 });
    expect(report.transform?.checks.map(({ check }) => check)).toContain('days_late_differs_from_export');
  });

  test('reproduces DaysLate and DaysToSettle of every invoice', async () => {
    const computed = await asking(real.project, (ask) =>
      ask<{ invoice_id: string; days_late: number; days_to_settle: number }>(
        'select invoice_id, days_late, days_to_settle from build.intermediate.int_invoice_payments',
      ),
    );
    expect(computed.length).toBe(2_466);
    const found = new Map(computed.map((row) => [row.invoice_id, [row.days_late, row.days_to_settle]]));
    for (const { id, daysLate, daysToSettle } of invoices)
      expect(found.get(id), id).toEqual([daysLate, daysToSettle]);
  });

  test('publishes them summed by customer, as of the end', async () => {
    const rows = await asking(real.project, (ask) =>
      ask<{ account_id: string; late: number; settled: number }>(
        `select account_id, days_late_sum as late, days_to_settle_sum as settled
         from ${publishedTable(real.project, 'features', AS_OF)} order by account_id`,
      ),
    );
    const customers = [...new Set(invoices.map(({ customer }) => customer))].sort();
    expect(customers.length).toBe(100);
    expect(rows).toEqual(
      customers.map((customer) => {
        const theirs = invoices.filter((invoice) => invoice.customer === customer);
        const late = total(theirs.map(({ daysLate }) => daysLate));
        return { account_id: customer, late, settled: total(theirs.map(({ daysToSettle }) => daysToSettle)) };
      }),
    );
  });

  test('knew on every past day what was overdue on it, whenever that was settled', async () => {
    const rows = await asking(real.project, (ask) =>
      ask<{ account_id: string; day: number; count: number; cents: number; oldest: number }>(
        `select account_id, cast(date_diff('day', date '1970-01-01', as_of) as integer) as day, overdue_count as count,
           cast(overdue_amount_cents as integer) as cents, oldest_overdue_days as oldest
         from build.features.overdue_invoices order by as_of, account_id`,
      ),
    );
    const days = [...new Set(rows.map(({ day }) => day))];
    expect(days.length).toBe(25);
    const expected = days.flatMap((day) => overdueOn(day, invoices));
    expect(total(expected.map(({ count }) => count))).toBe(294);
    expect(rows).toEqual(expected);
  });

  test('scores every customer', async () => {
    const [scores] = await asking(real.project, (ask) =>
      ask(`select cast(count(*) as integer) as rows, cast(count(score) as integer) as scored
        from ${publishedTable(real.project, 'scores', AS_OF)}`),
    );
    expect(scores).toEqual({ rows: 100, scored: 100 });
  });

  test('read month first, the file is refused and what is published stays', async () => {
    const sources = join(real.project, 'models/staging/ar/_ar__sources.yml');
    const text = await readFile(sources, 'utf8');
    await writeFile(sources, text.replaceAll('%d/%m/%Y', '%m/%d/%Y'));
    const before = await readFile(join(publishedOf(real.project), '_publish/latest.json'), 'utf8');
    const { code, problems } = await real.run('2014-03-01');
    expect(code).toBe(65);
    expect(problems.map(({ name }) => name)).toEqual(['tooManyRejects']);
    // Four days a row: as many rows have one of them after the 12th of a month.
    expect(problems[0]?.message).toContain('2312 of 2466 rows rejected (bad_type 2312)');
    expect(await readFile(join(publishedOf(real.project), '_publish/latest.json'), 'utf8')).toBe(before);
    expect(existsSync(join(publishedOf(real.project), 'tables/scores/v=1/snapshot_date=2014-03-01'))).toBe(
      false,
    );
  });
});

/** By a plain loop: customers with an invoice before the day, and what they owed on it. */
function overdueOn(day: number, invoices: readonly Invoice[]) {
  const customers = new Set(invoices.filter(({ issued }) => issued < day).map(({ customer }) => customer));
  return [...customers].sort().map((account_id) => {
    const owed = invoices.filter(
      ({ customer, issued, due, settled }) =>
        customer === account_id && issued < day && due < day && settled >= day,
    );
    const oldest = Math.max(0, ...owed.map(({ due }) => day - due));
    return { account_id, day, count: owed.length, cents: total(owed.map(({ cents }) => cents)), oldest };
  });
}
