import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const PROJECTS = join(import.meta.dirname, '..', 'projects');

/** A copy of a project of test/projects, with the files of others laid over it, for as long as the test runs. */
export async function overlaidProject(base: string, ...overlays: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `holdfast-${base}-`));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const name of [base, ...overlays]) await cp(join(PROJECTS, name), folder, { recursive: true });
  return folder;
}
