import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObjectInfo } from '../../ports/object-store.ts';
import { absentAsNull } from './durable-files.ts';

/** Every file below a folder by its key, in no order; names with a leading dot are the store's own and left out. */
export async function filesBelow(folder: string, prefix: string): Promise<ObjectInfo[]> {
  const entries = (await absentAsNull(readdir(folder, { withFileTypes: true }))) ?? [];
  const all = entries
    .filter((entry) => !entry.name.startsWith('.'))
    .map(async (entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesBelow(path, `${prefix}${entry.name}/`);
      const found = await absentAsNull(stat(path));
      return found ? [{ key: `${prefix}${entry.name}`, bytes: found.size, modifiedMs: found.mtimeMs }] : [];
    });
  return (await Promise.all(all)).flat();
}
