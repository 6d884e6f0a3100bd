import { isFile } from '../adapters/duckdb/is-file.ts';
import { calendarDates } from '../core/plan/calendar.ts';
import { targetOf } from '../core/plan/make-plan.ts';
import { SPINE } from '../core/plan/project-graph.ts';
import { neighbourDate, sampleDates } from '../core/plan/sample-dates.ts';
import { fail, type Problem, problem } from '../errors.ts';
import type { Warehouse } from '../ports/warehouse.ts';
import type { Leak } from '../stages/check/compare-worlds.ts';
import { type BlindDate, futureBlind } from '../stages/check/future-blind.ts';
import { liveDates } from '../stages/check/live-dates.ts';
import type { AppContext } from './context.ts';
import type { LoadedProject } from './load-project.ts';
import { runPaths } from './run-paths.ts';
import { timed } from './timed.ts';
import { withBuildFile } from './with-build-file.ts';
import { counted } from './words.ts';

/** How many dates are looked at when nobody says. */
const SAMPLE = 3;

export interface BlindRequest {
  readonly chosen: ReadonlySet<string>;
  readonly asOf: string | undefined;
  readonly sample: number | undefined;
}

export interface BlindCheck {
  /** Feature models that were looked at. */
  readonly models: readonly string[];
  readonly dates: readonly BlindDate[];
}

/**
 * Builds the chosen features from everything and from what was known by a date, and says which differ.
 * @throws HoldfastError nothingLoaded, nothingBuilt, lockHeld
 */
export async function checkFutureBlind(
  context: AppContext,
  { project, graph }: LoadedProject,
  request: BlindRequest,
): Promise<{ found: BlindCheck; problems: Problem[] }> {
  const paths = runPaths(context.projectDir, project.settings, targetOf(project, context.target));
  if (!(await isFile(paths.buildFile))) fail('nothingLoaded', { path: paths.buildFile });
  const models = graph.nodes
    .filter(({ relation, model }) => model.layer === 'features' && request.chosen.has(relation))
    .map(({ relation }) => relation);
  const features = new Set(models);
  const { events } = context;
  const dates = await withBuildFile(context, project, async (warehouse) => {
    const chosenDates = await chooseDates(warehouse, project.settings.calendar, request);
    return timed({ context, events }, 'future-blind', blindSummary, () =>
      futureBlind({ warehouse, events }, { project, graph, features, ...chosenDates }),
    );
  });
  const files = new Map(graph.nodes.map(({ relation, model }) => [relation, model.file]));
  return { found: { models, dates }, problems: leakProblems(dates, files) };
}

/** One date, or some of the calendar's dates on which accounts were live, as the last run built them. */
async function chooseDates(
  warehouse: Warehouse,
  calendar: LoadedProject['project']['settings']['calendar'],
  { asOf, sample }: BlindRequest,
): Promise<{ dates: string[]; beside: string | undefined }> {
  const live = await liveDates(warehouse);
  const regular = new Set(calendarDates(calendar, live.at(-1) ?? ''));
  const candidates = live.filter((date) => regular.has(date));
  if (candidates.length === 0) fail('nothingBuilt', {});
  const dates = asOf === undefined ? sampleDates(candidates, sample ?? SAMPLE) : [asOf];
  return { dates, beside: dates.length > 1 ? undefined : neighbourDate(candidates, dates[0] ?? '') };
}

function blindSummary(dates: readonly BlindDate[]): string {
  const leaks = dates.reduce((sum, date) => sum + date.leaks.length, 0);
  return `${counted(dates.length, 'as-of date')}, ${counted(leaks, 'leak')}`;
}

/** A column that leaks on several dates is told once, by the first of them. */
function leakProblems(dates: readonly BlindDate[], files: ReadonlyMap<string, string>): Problem[] {
  const told = new Map<string, Problem>();
  for (const leak of dates.flatMap((date) => date.leaks)) {
    const column = leak.column === null ? `${leak.model}: a whole row` : `${leak.model}.${leak.column}`;
    if (!told.has(column)) told.set(column, leakProblem(leak, column, files.get(leak.model)));
  }
  return [...told.values(), ...proofless(dates)];
}

function leakProblem(leak: Leak, column: string, file: string | undefined): Problem {
  const { asOf, rows, of, account, everything, blind, through } = leak;
  const values = { everything: everything ?? 'null', blind: blind ?? 'null' };
  const params = { column, asOf, rows, of, example: account, ...values };
  return problem('futureLeak', params, { file, line: 1, column: 1, hint: leakHint(through) });
}

function leakHint(through: readonly string[]): string | undefined {
  if (through.length === 0) return undefined;
  const remedy = through.every((relation) => relation === SPINE)
    ? 'partition by as_of: a row may not depend on which other dates are built'
    : 'join by visible(), read dated columns by as_known() or open_at(), histories by valid_at()';
  return `it comes in through ${through.join(', ')}; ${remedy}`;
}

/** A date on which no account was live, or after which nothing is known, could not have shown a leak. */
function proofless(dates: readonly BlindDate[]): Problem[] {
  return dates.flatMap(({ asOf, accounts, hidden }) => {
    if (accounts > 0 && hidden > 0) return [];
    const why = accounts === 0 ? 'no account was live' : 'nothing is known later';
    return [problem('provesNothing', { asOf, why }, { severity: 'warning' })];
  });
}
