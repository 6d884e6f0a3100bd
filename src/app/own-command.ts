import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AppContext } from './context.ts';
import { isS3 } from './run-paths.ts';

/** A command of this very program, as it is typed in the project's folder without anything else installed. */
export function ownCommand(context: AppContext, words: string): string {
  const choice = context.target === undefined ? '' : ` --target ${context.target}`;
  return `${ownProgram(context)} ${words}${choice}`;
}

function ownProgram(context: AppContext): string {
  return `node ${fromProject(context, fileURLToPath(new URL('../cli/main.js', import.meta.url)))}`;
}

/** For texts that call the program by its name, which is on a path only where somebody has put it there. */
export function withoutPath(context: AppContext): string {
  return `Where holdfast is not on your path, type ${ownProgram(context)} instead.`;
}

/** A path as it is typed in the project's folder. */
export function fromProject(context: AppContext, path: string): string {
  if (isS3(path)) return path;
  const short = relative(context.projectDir, path);
  return short.startsWith('..') ? path : `${short}${path.endsWith('/') ? '/' : ''}`;
}
