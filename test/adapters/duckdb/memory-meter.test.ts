import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { memoryMeter } from '../../../src/adapters/duckdb/memory-meter.ts';
import { openWarehouse } from '../../../src/adapters/duckdb/open-warehouse.ts';

const MIB = 1024 ** 2;

test('what a piece of work held in memory and on disk at most, beside other work', async () => {
  const tempDirectory = await mkdtemp(join(tmpdir(), 'holdfast-meter-'));
  const warehouse = await openWarehouse({ threads: 1, memoryLimit: '60MiB', tempDirectory });
  const meter = memoryMeter(await warehouse.connect(), { now: () => performance.now() });
  onTestFinished(async () => {
    warehouse.close();
    await rm(tempDirectory, { recursive: true });
  });
  const whole = meter.begin();
  const before = meter.begin();
  await warehouse.run('select 1');
  before();
  // Sorting 80 MB goes through the disk.
  await warehouse.run(
    'create temp table much as select hash(i) as h from range(10000000) as r(i) order by hash(i)',
  );
  const { milliseconds, memoryBytes, spillBytes } = whole();
  await meter.close();
  expect(milliseconds).toBeGreaterThan(0);
  expect(memoryBytes).toBeGreaterThan(30 * MIB);
  expect(memoryBytes).toBeLessThan(70 * MIB);
  expect(spillBytes).toBeGreaterThan(20 * MIB);
});

test('what is stopped meanwhile ends with what was seen by then', async () => {
  const warehouse = await openWarehouse({ threads: 1 });
  const meter = memoryMeter(await warehouse.connect(), { now: () => 0 });
  warehouse.stop(new Error('enough'));
  expect(meter.begin()()).toEqual({ milliseconds: 0, memoryBytes: null, spillBytes: null });
  await meter.close();
  warehouse.close();
});
