import type { z } from 'zod';
import { type Problem, problem } from '../../errors.ts';
import type { Environment } from './interpolate.ts';
import { missingFileHint } from './missing-file-hint.ts';
import { parseConfig } from './parse-config.ts';
import type { YamlDocument } from './yaml-document.ts';

/** The files of a project while they are read: each part reads its own, and what is wrong with any is gathered here. */
export class ProjectReading {
  readonly documents = new Map<string, YamlDocument>();
  readonly problems: Problem[] = [];
  /** Relations whose declaration can't be read, as patterns: nothing can be said of who names them. */
  readonly unreadable: string[] = [];
  readonly #files: ReadonlyMap<string, string>;
  readonly #env: Environment;

  constructor(files: ReadonlyMap<string, string>, env: Environment) {
    this.#files = files;
    this.#env = env;
  }

  /** Paths that match, sorted. */
  paths(pattern: RegExp): string[] {
    return [...this.#files.keys()].filter((path) => pattern.test(path)).sort();
  }

  text(file: string): string | undefined {
    return this.#files.get(file);
  }

  /** A YAML file by its schema; null where it is missing or not as it must be, which is reported. */
  config<S extends z.ZodType>(schema: S, file: string): z.infer<S> | null {
    const text = this.#files.get(file);
    if (text === undefined) {
      this.problems.push(problem('missingFile', { path: file }, { file, hint: missingFileHint(file) }));
      return null;
    }
    const parsed = parseConfig(schema, { file, text }, this.#env);
    if (parsed.document) this.documents.set(file, parsed.document);
    this.problems.push(...parsed.problems);
    return parsed.value;
  }

  /** A name that the file's own place decides; `key` is where the file says it. */
  expectName(actual: string, { expected, file, key }: { expected: string; file: string; key: string }): void {
    if (actual === expected) return;
    const place = this.documents.get(file)?.place([key]) ?? { file };
    this.problems.push(problem('nameMismatch', { name: actual, expected }, place));
  }

  expectUnique(kind: string, items: readonly { readonly relation: string; readonly file: string }[]): void {
    const seen = new Map<string, string>();
    for (const { relation, file } of items) {
      const other = seen.get(relation);
      if (other === undefined) seen.set(relation, file);
      else this.problems.push(problem('duplicateName', { kind, name: relation, other }, { file }));
    }
  }
}

/** A file's name without folder and ending: models/features/active_days.sql -> active_days */
export function fileStem(path: string): string {
  return path.replace(/^.*\//, '').replace(/\.[^.]+$/, '');
}
