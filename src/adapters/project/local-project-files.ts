import { readFileSync } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { fail } from '../../errors.ts';
import type { ProjectFiles } from '../../ports/project-files.ts';

/** All that a project is made of. Exports, published files and whatever else lies there is none of our business. */
const ROOT_FILE = 'pipeline.yml';
const FOLDERS = ['models', 'pipelines', 'seeds', 'sql'] as const;
const IGNORED = new Set(['node_modules', 'dist']);

/** A project in a local folder. Links are followed as long as they stay inside it. */
export class LocalProjectFiles implements ProjectFiles {
  readonly #root: string;
  /** Plain files of folders that were found to lie inside. */
  readonly #plain = new Set<string>();
  #realRoot: Promise<string> | undefined;

  /** `root` is the absolute path of the folder that holds pipeline.yml. */
  constructor(root: string) {
    this.#root = root;
  }

  async list(): Promise<readonly string[]> {
    const found: string[] = [];
    if (await this.#exists(ROOT_FILE)) found.push(ROOT_FILE);
    const seen = new Set<string>();
    for (const folder of FOLDERS) if (await this.#exists(folder)) await this.#walk(folder, found, seen);
    return found.sort();
  }

  /**
   * @throws HoldfastError missingFile, pathEscapes when the path leaves the project, notUtf8.
   */
  async read(path: string): Promise<string> {
    if (!this.#plain.has(path)) await this.#inside(path);
    // Hundreds of small files: waiting for each costs more than reading it.
    const bytes = readFileSync(join(this.#root, path));
    try {
      // Drops a byte order mark, which some editors write.
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch (cause) {
      return fail('notUtf8', { path }, { file: path, cause });
    }
  }

  async #walk(folder: string, found: string[], seen: Set<string>): Promise<void> {
    const real = await this.#inside(folder);
    if (seen.has(real)) return;
    seen.add(real);
    for (const entry of await readdir(join(this.#root, folder), { withFileTypes: true })) {
      if (entry.name.startsWith('.') || IGNORED.has(entry.name)) continue;
      const path = `${folder}/${entry.name}`;
      const kind = entry.isSymbolicLink() ? await this.#behindLink(path) : entry;
      if (entry.isFile()) this.#plain.add(path);
      if (kind.isDirectory()) await this.#walk(path, found, seen);
      else if (kind.isFile()) found.push(path);
    }
  }

  async #behindLink(path: string): Promise<{ isDirectory(): boolean; isFile(): boolean }> {
    return stat(await this.#inside(path));
  }

  async #exists(path: string): Promise<boolean> {
    try {
      await stat(join(this.#root, path));
      return true;
    } catch {
      return false;
    }
  }

  /** The real path, which must lie below the real root. */
  async #inside(path: string): Promise<string> {
    this.#realRoot ??= realpath(this.#root);
    const [root, real] = await Promise.all([this.#realRoot, this.#real(path)]);
    if (real !== root && !real.startsWith(root.endsWith(sep) ? root : root + sep))
      fail('pathEscapes', { path });
    return real;
  }

  async #real(path: string): Promise<string> {
    try {
      return await realpath(join(this.#root, path));
    } catch (cause) {
      return fail('missingFile', { path }, { file: path, cause });
    }
  }
}
