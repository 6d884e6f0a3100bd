import { SourceMap, type SourceMapPayload } from 'node:module';
import type { Place } from '../../errors.ts';

/** Where in the project's own modules an error was thrown: the innermost frame of its stack that lies in one of them. */
export function placeOfError(
  error: unknown,
  modules: ReadonlyMap<string, { readonly map: string }>,
): Place | null {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  for (const [, file = '', line = '', column = ''] of stack.matchAll(/\(?([^\s()]+):(\d+):(\d+)\)?$/gm)) {
    const compiled = modules.get(file);
    if (compiled) return written(file, compiled.map, { line: Number(line), column: Number(column) });
  }
  return null;
}

/** The place in the text as it was written. Source maps count from 0. */
function written(file: string, map: string, at: { line: number; column: number }): Place {
  const entry = new SourceMap(JSON.parse(map) as SourceMapPayload).findEntry(at.line - 1, at.column - 1);
  if (!('originalLine' in entry)) return { file, line: 1, column: 1 };
  return { file, line: entry.originalLine + 1, column: entry.originalColumn + 1 };
}
