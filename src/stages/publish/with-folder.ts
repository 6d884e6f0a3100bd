import { mkdir, rm } from 'node:fs/promises';

/** Runs `work` while an empty folder exists; what an earlier run left in it goes first. */
export async function withFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  try {
    return await work();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
