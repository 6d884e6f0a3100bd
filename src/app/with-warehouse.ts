import { join } from 'node:path';
import { openWarehouse } from '../adapters/duckdb/open-warehouse.ts';
import type { Warehouse } from '../ports/warehouse.ts';
import type { AppContext } from './context.ts';
import type { ResourceLimits } from './resource-limits.ts';
import type { RunPaths } from './run-paths.ts';

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
  const telling = tellProgress(context, warehouse);
  const stop = (): void => warehouse.stop(context.signal.reason as Error);
  context.signal.addEventListener('abort', stop);
  try {
    if (context.signal.aborted) throw context.signal.reason;
    return await work(warehouse);
  } finally {
    clearInterval(telling);
    context.signal.removeEventListener('abort', stop);
    warehouse.close();
  }
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
