import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Catalogue, Pointer } from '../../src/core/publish/catalogue.ts';
import type { Manifest } from '../../src/core/publish/manifest.ts';
import { publishedOf } from './e2e-project.ts';

/** SHA-256 of every published file of data by its path below the published folder: the readers' and the immutable ones. */
export async function parquetBytes(project: string, snapshotDate = ''): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const path of await filesOf(project))
    if (/^(tables|outbox|_data)\//.test(path) && path.includes(snapshotDate))
      hashes[path] = await hashOf(join(publishedOf(project), path));
  return hashes;
}

/** Size and time of change of every published file, whatever it is. */
export async function publishedTimes(project: string): Promise<Record<string, string>> {
  const times: Record<string, string> = {};
  for (const path of await filesOf(project)) {
    const { size, mtimeNs, ino } = await stat(join(publishedOf(project), path), { bigint: true });
    times[path] = `${size} bytes, changed ${mtimeNs}, inode ${ino}`;
  }
  return times;
}

/**
 * Follows the pointer as a careful reader would, and compares everything on the way with the hash that names it.
 * Answers what is wrong, and the snapshot of each date; no dates where nothing is published yet.
 */
export async function followPointer(
  project: string,
): Promise<{ snapshots: Record<string, string>; faults: string[] }> {
  const pointer = await published(project, '_publish/latest.json');
  if (pointer === null) return { snapshots: {}, faults: [] };
  const { catalogue: key } = JSON.parse(pointer.toString()) as Pointer;
  const faults: string[] = [];
  const text = await expected(project, key, /([0-9a-f]{64})/.exec(key)?.[1] ?? '', faults);
  const { snapshots = {} } = JSON.parse(text) as Partial<Catalogue>;
  for (const { manifest: path, manifest_sha256 } of Object.values(snapshots)) {
    const manifest = await expected(project, path, manifest_sha256, faults);
    const { tables = [], outbox = [] } = JSON.parse(manifest) as Partial<Manifest>;
    for (const { object, sha256 } of [...tables, ...outbox]) await expected(project, object, sha256, faults);
  }
  const ids = Object.entries(snapshots).map(([date, { snapshot_id }]) => [date, snapshot_id] as const);
  return { snapshots: Object.fromEntries(ids), faults };
}

/** Readers' files that are no whole published object, and tables that show more than one file for one date. */
export async function tornReadersFiles(project: string): Promise<string[]> {
  const bytes = await parquetBytes(project);
  const whole = new Set(Object.keys(bytes).map((path) => /^_data\/(.*)\.[a-z]+$/.exec(path)?.[1]));
  return Object.entries(bytes)
    .filter(([path, hash]) => !whole.has(hash) || !/^(_data|outbox|tables\/.*\/data\.parquet$)/.test(path))
    .map(([path]) => path);
}

async function expected(project: string, key: string, sha256: string, faults: string[]): Promise<string> {
  const bytes = await published(project, key);
  if (bytes === null) faults.push(`${key} is missing`);
  else if (createHash('sha256').update(bytes).digest('hex') !== sha256) faults.push(`${key} is torn`);
  return bytes?.toString() ?? '{}';
}

async function published(project: string, key: string): Promise<Buffer | null> {
  return readFile(join(publishedOf(project), key)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}

async function filesOf(project: string): Promise<string[]> {
  const folder = publishedOf(project);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

async function hashOf(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}
