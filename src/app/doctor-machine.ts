import { openWarehouse } from '../adapters/duckdb/open-warehouse.ts';
import { memoryHere, type Processors, processorsHere } from '../adapters/project/machine-room.ts';
import type { PipelineFile } from '../core/config/pipeline-schema.ts';
import { bytesText, sizeOf } from '../core/config/sizes.ts';
import { EXIT } from '../errors.ts';
import type { AppContext } from './context.ts';
import type { Finding } from './doctor.ts';
import { besideDuckdb, defaultMemory } from './resource-limits.ts';

/** Versions, processors and memory, against what pipeline.yml asks for. */
export async function checkMachine(context: AppContext, settings: PipelineFile | null): Promise<Finding[]> {
  return [
    { subject: 'holdfast', status: 'ok', found: context.engineVersion },
    nodeVersion(),
    await duckdbVersion(),
    processors(settings, await processorsHere()),
    memory(settings, memoryHere()),
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
export function processors(settings: PipelineFile | null, { here, quota, useful }: Processors): Finding {
  const limit = quota === null ? '' : `, of which the container may use ${quota}`;
  const wanted = settings?.storage.threads;
  const asked = wanted === undefined ? '' : `; storage.threads asks for ${wanted}`;
  const tooMany = (wanted ?? useful) > useful;
  const advice = tooMany ? `; set storage.threads to ${useful}, or leave it out` : '';
  return {
    subject: 'processors',
    status: tooMany ? 'note' : 'ok',
    found: `${here}${limit}${asked}${advice}`,
  };
}

export function memory(settings: PipelineFile | null, room: number): Finding {
  const found = bytesText(room);
  if (settings === null) return { subject: 'memory', status: 'ok', found };
  const { memory_limit: wanted } = settings.storage;
  const limit = wanted ?? defaultMemory(room);
  const asked = wanted === undefined ? `${limit} of it for the database` : `storage.memory_limit is ${limit}`;
  const beside = besideDuckdb(sizeOf(limit));
  const enough = sizeOf(limit) + beside <= room;
  return {
    subject: 'memory',
    status: enough ? 'ok' : 'note',
    found: `${found}; ${asked}${enough ? '' : `, and ${bytesText(beside)} come on top`}`,
  };
}
