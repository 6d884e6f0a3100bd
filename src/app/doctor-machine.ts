import { availableParallelism, totalmem } from 'node:os';
import { openWarehouse } from '../adapters/duckdb/open-warehouse.ts';
import { cpuQuota } from '../adapters/project/cpu-quota.ts';
import type { PipelineFile } from '../core/config/pipeline-schema.ts';
import { EXIT } from '../errors.ts';
import type { AppContext } from './context.ts';
import type { Finding } from './doctor.ts';
import { bytesText, sizeOf } from './doctor-size.ts';

/** Node's own heap, DuckDB's buffers outside its limit and the program itself, measured at about this much. */
const BESIDE_DUCKDB = 400 * 1024 ** 2;

/** Versions, processors and memory, against what pipeline.yml asks for. */
export async function checkMachine(context: AppContext, settings: PipelineFile | null): Promise<Finding[]> {
  return [
    { subject: 'holdfast', status: 'ok', found: context.engineVersion },
    nodeVersion(),
    await duckdbVersion(),
    processors(settings, await cpuQuota()),
    memory(settings),
  ];
}

function nodeVersion(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const fits = major > 20 || (major === 20 && minor >= 11);
  const found = fits ? process.versions.node : `${process.versions.node}; 20.11 or newer is needed`;
  return { subject: 'node', status: fits ? 'ok' : 'trouble', found, exitCode: EXIT.unavailable };
}

async function duckdbVersion(): Promise<Finding> {
  const warehouse = await openWarehouse({ threads: 1 });
  try {
    const [row] = await warehouse.rows<{ version: string }>('select version() as version');
    return { subject: 'duckdb', status: 'ok', found: row?.version ?? 'unknown' };
  } finally {
    warehouse.close();
  }
}

/** More threads than processors, or than a container may use, are slower and take more memory. */
export function processors(settings: PipelineFile | null, quota: number | null): Finding {
  const here = availableParallelism();
  const may = Math.max(1, Math.min(here, quota === null ? here : Math.ceil(quota)));
  const limit = quota === null ? '' : `, of which the container may use ${quota}`;
  const wanted = settings?.storage.threads;
  const asked = wanted === undefined ? '' : `; storage.threads asks for ${wanted}`;
  const tooMany = (wanted ?? here) > may;
  const advice = tooMany ? `; set storage.threads to ${may}` : '';
  return {
    subject: 'processors',
    status: tooMany ? 'note' : 'ok',
    found: `${here}${limit}${asked}${advice}`,
  };
}

function memory(settings: PipelineFile | null): Finding {
  // A container's own limit, where there is one; without one Node answers 0 or a number beyond the machine's.
  const limit = process.constrainedMemory();
  const here = limit > 0 && limit < totalmem() ? limit : totalmem();
  const found = bytesText(here);
  if (settings === null) return { subject: 'memory', status: 'ok', found };
  const { memory_limit } = settings.storage;
  const fits = sizeOf(memory_limit) + BESIDE_DUCKDB <= here;
  const asked = `${found}; storage.memory_limit is ${memory_limit}`;
  return {
    subject: 'memory',
    status: fits ? 'ok' : 'note',
    found: fits ? asked : `${asked}, and ${bytesText(BESIDE_DUCKDB)} come on top`,
  };
}
