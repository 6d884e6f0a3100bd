import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EXIT, type Problem, problem } from '../errors.ts';
import type { AppContext, CommandResult } from './context.ts';

/** A file of the project that is made from others. */
export interface GeneratedFile {
  /** Relative to the project's root. */
  readonly path: string;
  readonly text: string;
}

export interface GeneratedResult {
  readonly files: readonly {
    readonly path: string;
    /** Whether the file was not, or is not, what it should be. */
    readonly changed: boolean;
  }[];
  readonly problems: readonly Problem[];
}

/**
 * Writes the files that differ from what they should be. With `check` nothing is written, and each that differs is a problem
 * whose remedy is `command`.
 */
export async function generateFiles(
  context: AppContext,
  generated: readonly GeneratedFile[],
  { check, command }: { readonly check: boolean; readonly command: string },
): Promise<CommandResult<GeneratedResult>> {
  const files = [];
  for (const { path, text } of generated) {
    const changed = (await textOf(join(context.projectDir, path))) !== text;
    if (changed && !check) await write(join(context.projectDir, path), text);
    files.push({ path, changed });
  }
  const problems = files
    .filter(({ changed }) => changed && check)
    .map(({ path }) => problem('generatedDrift', { path }, { file: path, hint: `holdfast ${command}` }));
  for (const drift of problems) context.events.emit({ kind: 'problem', problem: drift });
  const text = files.map(({ path, changed }) => said(path, changed, check)).join('\n');
  return { exitCode: problems[0]?.exitCode ?? EXIT.done, result: { files, problems }, text };
}

function said(path: string, changed: boolean, check: boolean): string {
  if (!changed) return `${path} is up to date`;
  return check ? `${path} is out of date` : `wrote ${path}`;
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

async function textOf(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}
