import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openWarehouse } from '../../src/adapters/duckdb/open-warehouse.ts';
import { ROOT } from '../support/e2e-project.ts';

test('use counts as use after leaving while the account is gone, and not once it is back', async () => {
  const warehouse = await openWarehouse({ threads: 1 });
  try {
    await warehouse.run('create schema staging; create schema intermediate');
    await warehouse.run(`
      create table staging.stg_crm__accounts as
      select * from (values
        ('W', 'active', date '2026-01-01', date '2026-03-01'),
        ('W', 'churned', date '2026-03-01', date '2026-05-01'),
        ('W', 'active', date '2026-05-01', null),
        ('V', 'churned', date '2026-03-01', null)
      ) as rows (workspace_id, status, valid_from, valid_to)`);
    await warehouse.run(`
      create table intermediate.int_product_days as
      select * from (values
        ('W', date '2026-02-28'), ('W', date '2026-03-01'), ('W', date '2026-03-02'), ('W', date '2026-04-30'),
        ('W', date '2026-05-01'), ('W', date '2026-06-01'), ('V', date '2026-06-01')
      ) as rows (workspace_id, day)`);
    const check = await readFile(join(ROOT, 'sql/checks/usage_after_leaving.sql'), 'utf8');
    const found = await warehouse.rows<{ workspace_id: string; day: string }>(
      `select workspace_id, cast(day as varchar) as day from (${check}) order by all`,
    );
    expect(found.map(({ workspace_id, day }) => `${workspace_id} ${day}`)).toEqual([
      'V 2026-06-01',
      'W 2026-03-02',
      'W 2026-04-30',
    ]);
  } finally {
    warehouse.close();
  }
});
