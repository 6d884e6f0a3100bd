import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AppContext } from './context.ts';
import { isS3 } from './run-paths.ts';

/** A command of this very program, as it is typed in the project's folder without anything else installed. */
export function ownCommand(context: AppContext, words: string): string {
  const program = fromProject(context, fileURLToPath(new URL('../cli/main.js', import.meta.url)));
  const choice = context.target === undefined ? '' : ` --target ${context.target}`;
  return `node ${program} ${words}${choice}`;
}

/** A path as it is typed in the project's folder. */
export function fromProject(context: AppContext, path: string): string {
  if (isS3(path)) return path;
  const short = relative(context.projectDir, path);
  return short.startsWith('..') ? path : `${short}${path.endsWith('/') ? '/' : ''}`;
}
