import { join } from 'node:path';
import { openWarehouse } from '../adapters/duckdb/open-warehouse.ts';
import type { Warehouse } from '../ports/warehouse.ts';
import type { AppContext } from './context.ts';
import type { ResourceLimits } from './resource-limits.ts';
import type { RunPaths } from './run-paths.ts';
import { stopOnAbort } from './stop-on-abort.ts';

/** Milliseconds. */
const TELL_EVERY = 500;

/** An open build file while `work` goes on; the caller holds the lock. An abort of the context's signal stops every connection. */
export async function withWarehouse<T>(
  context: AppContext,
  paths: RunPaths,
  limits: ResourceLimits,
  work: (warehouse: Warehouse) => Promise<T>,
): Promise<T> {
  const warehouse = await openWarehouse({
    buildFile: paths.buildFile,
    tempDirectory: paths.temp,
    allowedDirectories: [join(paths.staging, '/')],
    threads: limits.threads,
    memoryLimit: limits.memoryLimit,
    maxTempSize: limits.maxTempSize,
  });
  return stopOnAbort(warehouse, context.signal, async () => {
    const telling = tellProgress(context, warehouse);
    return work(warehouse).finally(() => clearInterval(telling));
  });
}

function tellProgress({ events }: AppContext, warehouse: Warehouse): NodeJS.Timeout {
  let told: number | null = null;
  const tell = () => {
    const percent = warehouse.progress();
    if (percent !== told) events.emit({ kind: 'statement', percent });
    told = percent;
  };
  return setInterval(tell, TELL_EVERY).unref();
}
