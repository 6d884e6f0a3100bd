import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folders whose code decides what is published; the rest only carries it. */
const FOLDERS = ['core', 'stages'];
/** And those that decide what is made of a project's files before anything is run. */
const READING_FOLDERS = [...FOLDERS, 'adapters', 'app', 'error-catalogue'];
const CODE = /(?<!\.d)\.[jt]s$/;

/**
 * SHA-256 over the engine's own code and its version: two engines with the same fingerprint make the same snapshot of the
 * same inputs. `root` is the folder of the engine's compiled files. Reads about a hundred small files, in a few milliseconds.
 */
export function engineFingerprint(version: string, root = engineRoot()): string {
  return codeFingerprint(version, FOLDERS, root);
}

/** As above, over all code that reads a project: two engines with the same make the same of the same files. */
export function readerFingerprint(version: string): string {
  return codeFingerprint(`${version} node ${process.version}`, READING_FOLDERS, engineRoot());
}

function codeFingerprint(version: string, folders: readonly string[], root: string): string {
  const hash = createHash('sha256').update(`holdfast ${version}\n`);
  for (const path of folders.flatMap((folder) => codeFiles(root, folder)).sort()) {
    const text = readFileSync(join(root, path));
    hash.update(`${path.split(sep).join('/')}\n${text.length}\n`).update(text);
  }
  return hash.digest('hex');
}

function engineRoot(): string {
  return fileURLToPath(new URL('../../', import.meta.url));
}

function codeFiles(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => CODE.test(path))
    .map((path) => join(folder, path));
}
