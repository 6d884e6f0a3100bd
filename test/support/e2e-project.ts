import { mkdtempSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { done } from './e2e-process.ts';

export const ROOT = join(import.meta.dirname, '..', '..');

/** The company of most end-to-end tests: few customers, half a year, so that a run takes a second or two. */
export const SMALL = { accounts: 40, months: 6, events: 8_000, seed: 1 } as const;

/** A folder for all tests of a file, removed after the last of them. To be called at the top of the file. */
export function workFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `holdfast-e2e-${name}-`));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A new project, made of the root project as a user makes one. */
export async function newProject(path: string): Promise<string> {
  await done(ROOT, ['init', path]);
  return path;
}

/** A new project with the exports of the small company. */
export async function smallCompany(path: string): Promise<string> {
  await newProject(path);
  const options = Object.entries(SMALL).flatMap(([name, value]) => [`--${name}`, String(value)]);
  await done(path, ['demo', ...options]);
  return path;
}

/** Another project of the same content, what it has built and published included. */
export async function copyOf(project: string, path: string): Promise<string> {
  await cp(project, path, { recursive: true });
  return path;
}

/** Where a project keeps what can be rebuilt, its exports and what it publishes. */
export const cacheOf = (project: string) => join(project, '.holdfast');
export const exportsOf = (project: string) => join(project, 'exports');
export const publishedOf = (project: string) => join(project, 'published');

export async function removeFolder(path: string): Promise<void> {
  await rm(path, { recursive: true });
}
