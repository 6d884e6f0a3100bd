import { cp, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { EXIT, fail } from '../errors.ts';
import type { AppContext, CommandResult } from './context.ts';
import { withoutPath } from './own-command.ts';
import { shippedFolder } from './shipped-folder.ts';

export interface InitResult {
  /** Absolute path of the new project. */
  readonly path: string;
  /** Its files, relative to it. */
  readonly files: readonly string[];
}

/** What of the shipped root project makes a new one: the whole of it that is the user's. */
const PROJECT = ['pipeline.yml', 'pipelines', 'models', 'sql', 'seeds'] as const;
/** Files that the root has its own version of. npm leaves out a file called .gitignore, so it is shipped without the dot. */
const SCAFFOLD = {
  'src/app/scaffold/gitignore': '.gitignore',
  'src/app/scaffold/README.md': 'README.md',
  'src/app/scaffold/tsconfig.json': 'tsconfig.json',
} as const;

/**
 * A new project, made of the root project that comes with the engine: it runs as it stands, on the demo company's exports.
 * It is put together beside the folder and moved in when it is whole.
 * @throws HoldfastError folderNotEmpty.
 */
export async function init(
  context: AppContext,
  options: { readonly dir: string },
  root = shippedFolder(),
): Promise<CommandResult<InitResult>> {
  const path = resolve(context.projectDir, options.dir);
  await refuseContent(path, options.dir);
  await mkdir(dirname(path), { recursive: true });
  const draft = await mkdtemp(join(dirname(path), `.${basename(path)}-`));
  try {
    await copyProject(root, draft);
    const files = await filesOf(draft);
    await mkdir(path, { recursive: true });
    for (const name of await readdir(draft)) await rename(join(draft, name), join(path, name));
    const text = [...nextSteps(options.dir, files.length), withoutPath({ ...context, projectDir: path })];
    return { exitCode: EXIT.done, result: { path, files }, text: text.join('\n') };
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** A fresh repository is empty as far as we are concerned. */
async function refuseContent(path: string, dir: string): Promise<void> {
  const content = await readdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    if (error.code === 'ENOTDIR') return ['a file'];
    throw error;
  });
  const found = content.filter((name) => name !== '.git');
  if (found.length > 0)
    fail('folderNotEmpty', { path: dir, what: `it holds ${found.slice(0, 3).join(', ')}` });
}

async function copyProject(root: string, draft: string): Promise<void> {
  for (const name of PROJECT) {
    await cp(join(root, name), join(draft, name), {
      recursive: true,
      // Only below the root: the engine itself may lie in a folder that begins with a dot.
      filter: (from) =>
        !relative(root, from)
          .split(/[\\/]/)
          .some((part) => part.startsWith('.')),
    });
  }
  for (const [from, to] of Object.entries(SCAFFOLD)) await cp(join(root, from), join(draft, to));
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

function nextSteps(dir: string, files: number): string[] {
  return [
    `made a Holdfast project in ${dir} (${files} files)`,
    '',
    `  cd ${dir}`,
    '  holdfast demo                            raw exports of a made-up company, to try it with',
    '  holdfast validate                        every problem of the project in one go',
    '  holdfast run daily --as-of 2026-11-01    load, build, score, back-test, publish',
    '  holdfast show current_scores             what was published',
    '',
    'Its README.md says where your own exports go.',
  ];
}
