import { expect, test } from 'vitest';
import { openWarehouse } from '../../src/adapters/duckdb/open-warehouse.ts';
import { stopOnAbort } from '../../src/app/stop-on-abort.ts';

const ENDLESS =
  'select count(*) from range(1000000000000) as a(i), range(1000000) as b(j) where (i * j) % 7 = 3';

test('an abort ends the statement that runs, and the database is closed', async () => {
  const leaving = new AbortController();
  const warehouse = await openWarehouse({ threads: 1 });
  const work = stopOnAbort(warehouse, leaving.signal, () => warehouse.rows(ENDLESS));
  setTimeout(() => leaving.abort(new Error('told to stop')), 50);
  await expect(work).rejects.toThrow('told to stop');
  await expect(warehouse.rows('select 1')).rejects.toThrow();
});

test('what was aborted before is not begun', async () => {
  const warehouse = await openWarehouse({ threads: 1 });
  let begun = false;
  const signal = AbortSignal.abort(new Error('told to stop'));
  const work = stopOnAbort(warehouse, signal, async () => {
    begun = true;
  });
  await expect(work).rejects.toThrow('told to stop');
  expect(begun).toBe(false);
});
