import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isFile } from '../adapters/duckdb/is-file.ts';
import { openBuild } from '../adapters/duckdb/open-build.ts';
import { openWarehouse } from '../adapters/duckdb/open-warehouse.ts';
import { calendarDates } from '../core/plan/calendar.ts';
import {
  type ForecastInput,
  forecastModels,
  type NodeForecast,
  type StandingNode,
} from '../core/plan/forecast.ts';
import { forecastScorecards } from '../core/plan/forecast-scorecards.ts';
import { hasStep, type Plan } from '../core/plan/make-plan.ts';
import { nodeParts } from '../core/plan/node-parts.ts';
import { selectionNodes } from '../core/plan/selection-node.ts';
import type { Session } from '../ports/warehouse.ts';
import { type FileNews, previewSources } from '../stages/extract/preview-sources.ts';
import { readStanding, type Standing } from '../stages/transform/read-standing.ts';
import { hashed } from '../stages/transform/remember.ts';
import { fingerprint } from '../stages/transform/transform-state.ts';
import type { AppContext } from './context.ts';
import { openSourceFiles } from './open-store.ts';
import { resourceLimits } from './resource-limits.ts';
import { runPaths } from './run-paths.ts';
import { stopOnAbort } from './stop-on-abort.ts';

/** What a run would find and do, as far as that shows before anything is loaded. */
export interface Forecast {
  /** Files that would be loaded. */
  readonly files: readonly FileNews[];
  /** Models and scorecards, each after what it reads. */
  readonly nodes: readonly NodeForecast[];
}

/**
 * Looks at the exports and at what stands in the build file, and changes nothing. A file's rows may turn out to be ones that
 * are known already: then a run builds less than this says, never more.
 * @throws HoldfastError buildFileBusy while a run is at work.
 */
export async function forecast(context: AppContext, plan: Plan): Promise<Forecast> {
  const paths = runPaths(context.projectDir, plan.project.settings, plan.target);
  if (!(await isFile(paths.buildFile))) return foresee(context, plan, null);
  return stopOnAbort(await openBuild(paths.buildFile), context.signal, (build) =>
    foresee(context, plan, build),
  );
}

async function foresee(context: AppContext, plan: Plan, build: Session | null): Promise<Forecast> {
  const files = hasStep(plan, 'extract') ? await newsOf(context, plan, build) : [];
  const standing = build === null ? null : await readStanding(build);
  const paths = build === null || standing === null ? new Map() : await filePaths(build);
  return { files, nodes: nodesOf(plan, inputOf(plan, { files, standing, paths })) };
}

async function newsOf(context: AppContext, plan: Plan, build: Session | null): Promise<FileNews[]> {
  const { settings, sources } = plan.project;
  const paths = runPaths(context.projectDir, settings, plan.target);
  // What doesn't fit into memory must not spill into the project, to which a plan does nothing.
  const spill = await mkdtemp(join(tmpdir(), 'holdfast-plan-'));
  try {
    const limits = await resourceLimits(settings.storage, spill);
    const opened = await openWarehouse({ ...limits, tempDirectory: spill });
    return await stopOnAbort(opened, context.signal, async (warehouse) => {
      const files = await openSourceFiles(context, settings.sources, paths);
      const { events, signal } = context;
      return previewSources({ warehouse, files, events, signal, asOf: plan.asOf }, sources, build);
    });
  } finally {
    await rm(spill, { recursive: true, force: true });
  }
}

/** By generation, the file whose load it was. */
async function filePaths(build: Session): Promise<ReadonlyMap<number, string>> {
  const rows = await build.rows<{ generation: number; path: string }>(
    'select generation, path from build.meta.files where generation is not null',
  );
  return new Map(rows.map(({ generation, path }) => [generation, path]));
}

interface Found {
  readonly files: readonly FileNews[];
  readonly standing: Standing | null;
  readonly paths: ReadonlyMap<number, string>;
}

function inputOf(plan: Plan, { files, standing, paths }: Found): ForecastInput {
  const loaded = standing?.state.changes ?? [];
  const generation = (standing?.state.generation ?? 0) + 1;
  const parts = nodeParts(plan.graph, plan.project);
  const nodes = selectionNodes(plan.graph, plan.project);
  return {
    wanted: wantedDates(plan, standing),
    changes: [
      ...loaded.map((change) => ({ ...change, path: paths.get(change.generation) })),
      ...files.map(({ source, path, knownFrom }) => ({
        source,
        path,
        generation,
        knownFrom: knownFrom ?? '',
      })),
    ],
    fingerprint,
    parts: (node) => hashed(parts.get(node) ?? {}),
    standing: (node) => standingNode(node, standing),
    readers: (node) => nodes.filter(({ dependsOn }) => dependsOn.includes(node)).map(({ id }) => id),
  };
}

function wantedDates(plan: Plan, standing: Standing | null): ForecastInput['wanted'] {
  const built = plan.graph.nodes.flatMap(({ relation }) => standing?.state.model(relation).builtDates ?? []);
  const last = [...built, ...plan.dates].sort().at(-1) ?? plan.asOf;
  const regular = new Set(calendarDates(plan.project.settings.calendar, last));
  return { dates: plan.dates, onCalendar: (date) => regular.has(date) };
}

function standingNode(node: string, standing: Standing | null): StandingNode {
  const state = standing?.state.model(node) ?? { fingerprint: null, generation: 0, builtDates: [] };
  const record = standing?.records.get(node);
  return {
    ...state,
    isStored: standing?.built.has(node) ?? false,
    parts: record?.parts ?? {},
    columns: record?.columns ?? null,
  };
}

function nodesOf(plan: Plan, input: ForecastInput): NodeForecast[] {
  const isMeant = (id: string) => plan.selection?.nodes.includes(id) ?? true;
  const models = forecastModels(
    plan.graph.nodes.filter(({ relation }) => isMeant(relation)),
    input,
  );
  if (!hasStep(plan, 'score')) return models;
  const scorecards = selectionNodes(plan.graph, plan.project).filter(
    ({ kind, id }) => kind === 'scorecard' && isMeant(id),
  );
  return [...models, ...forecastScorecards(scorecards, models, input)];
}
