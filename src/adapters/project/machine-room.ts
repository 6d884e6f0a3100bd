import { availableParallelism, totalmem } from 'node:os';
import { cpuQuota } from './cpu-quota.ts';

export interface Processors {
  readonly here: number;
  /** Processors' worth of time that the container may use, such as 1.5; null without a limit. */
  readonly quota: number | null;
  /** So many threads can be at work at the same time. */
  readonly useful: number;
}

export async function processorsHere(): Promise<Processors> {
  return processorsOf(availableParallelism(), await cpuQuota());
}

export function processorsOf(here: number, quota: number | null): Processors {
  return { here, quota, useful: Math.max(1, Math.min(here, quota === null ? here : Math.ceil(quota))) };
}

/** Bytes of memory that this process may use: the container's limit where there is one, else what the machine has. */
export function memoryHere(): number {
  // Without a limit Node answers 0 or a number beyond the machine's.
  const limit = process.constrainedMemory();
  return limit > 0 && limit < totalmem() ? limit : totalmem();
}
