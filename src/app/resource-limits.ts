import { statfs } from 'node:fs/promises';
import { memoryHere, processorsHere } from '../adapters/project/machine-room.ts';
import type { PipelineFile } from '../core/config/pipeline-schema.ts';

/** What a run's database may take. */
export interface ResourceLimits {
  readonly threads: number;
  /** DuckDB size such as 2GiB. */
  readonly memoryLimit: string;
  /** How much it may spill to disk. */
  readonly maxTempSize: string;
}

/** What was asked for on the command line comes before pipeline.yml. */
export interface AskedLimits {
  readonly threads?: number | undefined;
  readonly memoryLimit?: string | undefined;
}

const MIB = 1024 ** 2;
const MOST_MEMORY = 2048 * MIB;
const LEAST_MEMORY = 128 * MIB;
const MOST_SPILL = 50 * 1024 * MIB;
/** Of the free disk, so that spilling never fills it. */
const SPILL_SHARE = 0.9;

/** Node, its heap and the program itself. */
const PROGRAM = 200 * MIB;
/** What DuckDB holds outside of its limit, as a share of the limit. */
const OUTSIDE = 0.45;

/**
 * Bytes that a process comes to take beside a database's limit: measured at 320 to 400 MiB beside 1,200 with 10 M events, and at
 * 470 to 730 with 100 M (docs/benchmarks.md).
 */
export function besideDuckdb(limit: number): number {
  return PROGRAM + OUTSIDE * limit;
}

/**
 * What is not asked for follows the machine or its container: as many threads as can be at work, 2 GiB of memory or what is
 * left of less, 50 GiB of spilled data or nine tenths of the free disk below `folder`.
 */
export async function resourceLimits(
  storage: PipelineFile['storage'],
  folder: string,
  asked: AskedLimits = {},
): Promise<ResourceLimits> {
  return {
    threads: asked.threads ?? storage.threads ?? (await processorsHere()).useful,
    memoryLimit: asked.memoryLimit ?? storage.memory_limit ?? defaultMemory(memoryHere()),
    maxTempSize: storage.max_temp_size ?? (await defaultSpill(folder)),
  };
}

/** @param room bytes that the whole process may use */
export function defaultMemory(room: number): string {
  return mebibytes(Math.max(LEAST_MEMORY, Math.min(MOST_MEMORY, (room - PROGRAM) / (1 + OUTSIDE))));
}

async function defaultSpill(folder: string): Promise<string> {
  const { bavail, bsize } = await statfs(folder);
  return mebibytes(Math.min(MOST_SPILL, bavail * bsize * SPILL_SHARE));
}

function mebibytes(bytes: number): string {
  return `${Math.max(1, Math.floor(bytes / MIB))}MiB`;
}

/** Half the threads, which need about half the memory; null where there is but one. */
export function fewerThreads(limits: ResourceLimits): ResourceLimits | null {
  return limits.threads === 1 ? null : { ...limits, threads: Math.floor(limits.threads / 2) };
}
