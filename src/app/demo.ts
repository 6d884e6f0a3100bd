import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { openWarehouse } from '../adapters/duckdb/open-warehouse.ts';
import { DEMO_DEFAULTS, EVENTS_PER_ACCOUNT } from '../demo/demo-options.ts';
import type { DemoReport } from '../demo/demo-report.ts';
import { generateDemo } from '../demo/generate-demo.ts';
import { EXIT, fail } from '../errors.ts';
import type { AppContext, CommandResult } from './context.ts';
import { demoText } from './demo-text.ts';
import { isS3 } from './run-paths.ts';
import { readSettings } from './serving.ts';
import { stopOnAbort } from './stop-on-abort.ts';
import { counted } from './words.ts';

export interface DemoCommandOptions {
  readonly accounts?: number | undefined;
  readonly months?: number | undefined;
  readonly seed?: number | undefined;
  /** About how many product events. */
  readonly events?: number | undefined;
  /** Folder of the exports; without it the one that pipeline.yml reads. */
  readonly out?: string | undefined;
  /** Parquet file for the latent truth behind the data. */
  readonly truth?: string | undefined;
}

export interface DemoCommandResult {
  readonly path: string;
  /** False when the same company was there already. */
  readonly made: boolean;
  readonly options: DemoRecipe;
  readonly report: DemoReport;
}

/** All that decides what the exports hold. */
export interface DemoRecipe {
  readonly engine_version: string;
  readonly accounts: number;
  readonly months: number;
  readonly seed: number;
  readonly events: number;
  readonly end: string;
}

/** What the generator may hold in memory; beyond that it spills to a folder beside the exports until it is done. */
const MEMORY_LIMIT = '1200MiB';

/** Stands in the exports' folder and says what made it; sources read by their own patterns and never see it. */
const MARKER = '.holdfast-demo.json';

/**
 * Raw exports of a made-up company. The same options find them made already and change nothing; a folder that holds
 * anything else is never touched.
 * @throws HoldfastError folderNotEmpty, missingFile without a project and without `out`.
 */
export async function demo(
  context: AppContext,
  options: DemoCommandOptions,
): Promise<CommandResult<DemoCommandResult>> {
  const path = await exportsFolder(context, options.out);
  const recipe = recipeOf(context, options);
  const known = await readMarker(path);
  const truth = options.truth === undefined ? undefined : resolve(context.projectDir, options.truth);
  if (known !== null && sameRecipe(known.options, recipe) && truth === undefined) {
    return done({ path, made: false, options: recipe, report: known.report });
  }
  // The truth behind exports that are there already is made by making all of it again and keeping that file alone.
  const made = known === null || !sameRecipe(known.options, recipe);
  if (made) await refuseContent(path, known);
  const report = await make(
    context,
    { path: made ? path : null, recipe, truth },
    `${path}.draft-${process.pid}`,
  );
  return done({ path, made, options: recipe, report });
}

function done(result: DemoCommandResult): CommandResult<DemoCommandResult> {
  return { exitCode: EXIT.done, result, text: demoText(result) };
}

async function exportsFolder(context: AppContext, out: string | undefined): Promise<string> {
  if (out !== undefined) return resolve(context.projectDir, out);
  const { path } = (await readSettings(context)).sources;
  const hint = '--out DIR says where to write them instead';
  if (isS3(path)) fail('usage', { detail: `the exports are in ${path}` }, { hint });
  return resolve(context.projectDir, path);
}

function recipeOf(context: AppContext, options: DemoCommandOptions): DemoRecipe {
  const accounts = options.accounts ?? DEMO_DEFAULTS.accounts;
  return {
    engine_version: context.engineVersion,
    accounts,
    months: options.months ?? DEMO_DEFAULTS.months,
    seed: options.seed ?? DEMO_DEFAULTS.seed,
    events: options.events ?? accounts * EVENTS_PER_ACCOUNT,
    end: DEMO_DEFAULTS.end,
  };
}

function sameRecipe(a: DemoRecipe, b: DemoRecipe): boolean {
  return (Object.keys(b) as (keyof DemoRecipe)[]).every((key) => a[key] === b[key]);
}

interface Marker {
  readonly options: DemoRecipe;
  readonly report: DemoReport;
}

async function readMarker(path: string): Promise<Marker | null> {
  const text = await readFile(join(path, MARKER), 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as Marker);
}

async function refuseContent(path: string, known: Marker | null): Promise<void> {
  const content = await readdir(path).catch(() => [] as string[]);
  if (content.length === 0) return;
  const other = known === null ? null : known.options;
  const what =
    other === null
      ? 'what it holds is not the demo company'
      : `it holds a demo company of ${other.accounts} accounts, ${other.months} months, seed ${other.seed}, ${other.events} events, engine ${other.engine_version}`;
  fail('folderNotEmpty', { path, what });
}

interface Making {
  /** Null when the exports are not kept. */
  readonly path: string | null;
  readonly recipe: DemoRecipe;
  readonly truth: string | undefined;
}

/** Makes everything beside the folder and renames it into place. */
async function make(
  context: AppContext,
  { path, recipe, truth }: Making,
  draft: string,
): Promise<DemoReport> {
  const began = context.clock.now();
  context.events.emit({
    kind: 'stage_started',
    stage: 'demo',
    detail: `making ${recipe.accounts} accounts, ${recipe.months} months, ${counted(recipe.events, 'event')}`,
  });
  const spill = `${draft}.spill`;
  try {
    const opened = await openWarehouse({ memoryLimit: MEMORY_LIMIT, tempDirectory: spill });
    const report = await stopOnAbort(opened, context.signal, async (warehouse) => {
      await rm(draft, { recursive: true, force: true });
      const { accounts, months, seed, events, end } = recipe;
      const made = { accounts, months, seed, events, end, out: draft };
      return generateDemo(warehouse, truth === undefined ? made : { ...made, truth });
    });
    await writeFile(join(draft, MARKER), `${JSON.stringify({ options: recipe, report }, null, 2)}\n`);
    if (path !== null) await rename(draft, path);
    context.events.emit({
      kind: 'stage_finished',
      stage: 'demo',
      summary: `${report.files} files`,
      milliseconds: context.clock.now() - began,
    });
    return report;
  } finally {
    for (const left of [draft, spill]) await rm(left, { recursive: true, force: true });
  }
}
