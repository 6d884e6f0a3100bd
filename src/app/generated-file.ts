import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EXIT, type Problem, problem } from '../errors.ts';
import type { AppContext, CommandResult } from './context.ts';

/** A file of the project that is made from others. */
export interface GeneratedFile {
  /** Relative to the project's root. */
  readonly path: string;
  readonly text: string;
  /** The command that writes it. */
  readonly command: string;
}

export interface GeneratedResult {
  readonly path: string;
  /** Whether the file was not, or is not, what it should be. */
  readonly changed: boolean;
  readonly problems: readonly Problem[];
}

/** Writes the file where it differs. With `check` nothing is written, and a difference is the problem that it is told as. */
export async function generateFile(
  context: AppContext,
  file: GeneratedFile,
  check: boolean,
): Promise<CommandResult<GeneratedResult>> {
  const path = join(context.projectDir, file.path);
  const changed = (await textOf(path)) !== file.text;
  if (changed && check) {
    const drift = problem('generatedDrift', file, { file: file.path, hint: `holdfast ${file.command}` });
    context.events.emit({ kind: 'problem', problem: drift });
    return { exitCode: drift.exitCode, result: { path: file.path, changed, problems: [drift] }, text: '' };
  }
  if (changed) await writeFile(path, file.text);
  const text = changed ? `wrote ${file.path}` : `${file.path} is as it should be`;
  return { exitCode: EXIT.done, result: { path: file.path, changed, problems: [] }, text };
}

async function textOf(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}
