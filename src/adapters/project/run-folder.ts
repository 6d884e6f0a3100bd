import { closeSync, openSync, writeSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the records of a project's runs lie, one folder a run; the names sort by time. */
export function runsFolder(projectDir: string): string {
  return join(projectDir, '.holdfast', 'runs');
}

/** The names of all runs that have a record, the latest first. */
export async function runIds(projectDir: string): Promise<readonly string[]> {
  const found = await readdir(runsFolder(projectDir)).catch(() => [] as string[]);
  return found.sort().reverse();
}

/** Removes the records of all runs but the latest so many. */
export async function pruneRuns(projectDir: string, keep: number): Promise<void> {
  const old = (await runIds(projectDir)).slice(keep);
  for (const run of old) await rm(join(runsFolder(projectDir), run), { recursive: true, force: true });
}

/** A file that is always whole: each version is written beside it and renamed. Versions that come too fast are passed over. */
export class ReplacedFile {
  readonly path: string;
  #next: (() => string) | null = null;
  #writing: Promise<void> | null = null;

  constructor(path: string) {
    this.path = path;
  }

  /** Writes what `text` says by then, as soon as what is being written is there. Resolves when it is, or a later version. */
  write(text: () => string): Promise<void> {
    this.#next = text;
    this.#writing ??= this.#drain().finally(() => {
      this.#writing = null;
    });
    return this.#writing;
  }

  async #drain(): Promise<void> {
    while (this.#next !== null) {
      const text = this.#next();
      this.#next = null;
      await writeFile(`${this.path}.draft`, text);
      await rename(`${this.path}.draft`, this.path);
    }
  }
}

/** A file that grows line by line. A line is one write, so that a kill leaves whole lines. */
export class LineFile {
  readonly #file: number;

  constructor(path: string) {
    this.#file = openSync(path, 'a');
  }

  add(line: string): void {
    writeSync(this.#file, `${line}\n`);
  }

  close(): void {
    closeSync(this.#file);
  }
}

/** Makes the folder of a run; answers its path. */
export async function makeRunFolder(projectDir: string, runId: string): Promise<string> {
  const folder = join(runsFolder(projectDir), runId);
  await mkdir(folder, { recursive: true });
  return folder;
}
