import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { name as plainName } from '../core/config/names.ts';
import type { PartialProject } from '../core/config/project.ts';
import { EXIT, fail, HoldfastError } from '../errors.ts';
import type { AppContext, CommandResult } from './context.ts';
import { withoutPath } from './own-command.ts';
import { readDeclarations } from './read-declarations.ts';
import { shippedFolder } from './shipped-folder.ts';

export interface NewFeatureResult {
  /** `features.<name>` */
  readonly relation: string;
  /** What was written, relative to the project's root. */
  readonly files: readonly string[];
}

/** The template's placeholders. */
interface Blanks {
  readonly name: string;
  /** The relation that says when each account was live: every project has one. */
  readonly lifetimes: string;
}

/**
 * A feature model with its yml, unit test and checks, which runs as it stands and is to be changed into the one that is meant.
 * @throws HoldfastError badValue for a name that can't be one, nameTaken where the model or its column is there already.
 */
export async function newFeature(
  context: AppContext,
  { name }: { readonly name: string },
): Promise<CommandResult<NewFeatureResult>> {
  const found = plainName.safeParse(name);
  if (!found.success) fail('badValue', { what: `"${name}"`, detail: found.error.issues[0]?.message ?? '' });
  const { partial, problems } = await readDeclarations(context);
  if (partial.settings === null) throw new HoldfastError(problems);
  refuseTaken(partial, name);
  const blanks = { name, lifetimes: partial.settings.accounts.lifetimes };
  const files = [`models/features/${name}.sql`, `models/features/${name}.yml`];
  for (const file of files) await writeNew(context, file, await filled(file.slice(-4), blanks));
  return {
    exitCode: EXIT.done,
    result: { relation: `features.${name}`, files },
    text: [...nextSteps(name, files), '', withoutPath(context)].join('\n'),
  };
}

function refuseTaken({ models }: PartialProject, name: string): void {
  const model = models.find((candidate) => candidate.name === name);
  if (model) fail('nameTaken', { what: `a model "${name}"`, file: model.file });
  const column = `${name}_90d`;
  const owner = models.find(
    ({ layer, config }) => layer === 'features' && config.columns.some((other) => other.name === column),
  );
  if (owner) fail('nameTaken', { what: `a feature column "${column}"`, file: owner.configFile });
}

async function filled(ending: string, blanks: Blanks): Promise<string> {
  const template = await readFile(join(shippedFolder(), `src/app/scaffold/feature/feature${ending}`), 'utf8');
  return template.replaceAll(/\$\{(name|lifetimes)\}/g, (_all, blank: keyof Blanks) => blanks[blank]);
}

/** Never over a file that is there, even one that is no model yet. */
async function writeNew(context: AppContext, file: string, text: string): Promise<void> {
  const path = join(context.projectDir, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') fail('nameTaken', { what: 'a file', file });
    throw error;
  });
}

function nextSteps(name: string, files: readonly string[]): string[] {
  return [
    ...files.map((file) => `wrote ${file}`),
    '',
    'It runs as it stands. Put your own history and meaning in; then:',
    '  holdfast validate                        typos, clocks, types and joins, before any data is read',
    `  holdfast check --select ${name.padEnd(16)} its unit test`,
    '  holdfast run daily --as-of 2026-11-01    builds it with everything else',
  ];
}
