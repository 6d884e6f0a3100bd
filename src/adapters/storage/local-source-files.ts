import type { Stats } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { fail } from '../../errors.ts';
import type { SourceFile, SourceFiles } from '../../ports/source-files.ts';
import { absentAsNull } from './durable-files.ts';
import { fileContent, fileSha256, isGzip, unreadable } from './file-content.ts';

/** The exports in a local folder. A link is followed to a file or folder inside the root and refused when it leads outside. */
export function openLocalSourceFiles(root: string): SourceFiles {
  return new LocalSourceFiles(resolve(root));
}

class LocalSourceFiles implements SourceFiles {
  readonly #root: string;
  #realRoot: Promise<string> | null = null;
  readonly #localPaths = new Map<string, Promise<string>>();

  constructor(root: string) {
    this.#root = root;
  }

  list(folder: string): Promise<readonly SourceFile[]> {
    return this.#guard(folder, async () => {
      const found = await this.#below(folder, []);
      return found.sort((a, b) => (a.path < b.path ? -1 : 1));
    });
  }

  stat(path: string): Promise<SourceFile | null> {
    return this.#guard(path, async () => asFile(path, await absentAsNull(stat(this.#inside(path)))));
  }

  localPath(path: string): Promise<string> {
    const known = this.#localPaths.get(path) ?? this.#guard(path, () => this.#realPath(path));
    this.#localPaths.set(path, known);
    return known;
  }

  sha256(path: string): Promise<string> {
    return this.#guard(path, async () => fileSha256(await this.localPath(path), isGzip(path)));
  }

  async *content(path: string): AsyncGenerator<Uint8Array> {
    try {
      yield* fileContent(await this.localPath(path), isGzip(path));
    } catch (error) {
      throw unreadable(path, error);
    }
  }

  /** The files are where they always are. */
  release(): void {}

  async #realPath(path: string): Promise<string> {
    const real = await realpath(this.#inside(path));
    this.#realRoot ??= realpath(this.#root);
    if (!contains(await this.#realRoot, real)) fail('pathEscapes', { path });
    return real;
  }

  /** @param above the real folders on the way here: a link back to one of them leads to nothing new. */
  async #below(folder: string, above: readonly string[]): Promise<SourceFile[]> {
    const real = await absentAsNull(this.#realPath(folder));
    if (real === null || above.includes(real)) return [];
    const entries = (await absentAsNull(readdir(real, { withFileTypes: true }))) ?? [];
    const found = entries
      .filter((entry) => !entry.name.startsWith('.'))
      .map(async (entry) => {
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
        const behind = await absentAsNull(stat(join(real, entry.name)));
        if (behind?.isDirectory()) return this.#below(path, [...above, real]);
        return asFile(path, behind) ?? [];
      });
    return (await Promise.all(found)).flat();
  }

  #inside(path: string): string {
    const full = resolve(this.#root, path);
    if (isAbsolute(path) || !contains(this.#root, full)) fail('pathEscapes', { path });
    return full;
  }

  async #guard<T>(path: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw unreadable(path, error);
    }
  }
}

function asFile(path: string, found: Stats | null): SourceFile | null {
  return found?.isFile() ? { path, size: found.size, modifiedMs: Math.floor(found.mtimeMs) } : null;
}

function contains(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
