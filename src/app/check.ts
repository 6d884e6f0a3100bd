import { isFile } from '../adapters/duckdb/is-file.ts';
import type { RowDifference } from '../core/plan/diff-rows.ts';
import { targetOf } from '../core/plan/make-plan.ts';
import { selectNodes } from '../core/plan/select-nodes.ts';
import { EXIT, fail, type Problem, sortProblems } from '../errors.ts';
import type { UnitTestResult } from '../stages/check/run-unit-tests.ts';
import { checkStanding, type StandingChecks } from '../stages/check/standing-checks.ts';
import type { CheckResult } from '../stages/transform/run-checks.ts';
import { checkText } from './check-text.ts';
import { checkUnitTests } from './check-unit-tests.ts';
import type { AppContext, CommandResult } from './context.ts';
import type { BlindCheck } from './future-blind.ts';
import type { LoadedProject } from './load-project.ts';
import { loadProjectAt } from './load-project-at.ts';
import { modifiedNodes } from './modified-nodes.ts';
import { runPaths } from './run-paths.ts';
import { withBuildFile } from './with-build-file.ts';

export interface CheckOptions {
  /** dbt's selectors; everything without it. */
  readonly select?: string | undefined;
  readonly exclude?: string | undefined;
  /** Looks for features that know the future, and does nothing else. */
  readonly futureBlind?: boolean | undefined;
  readonly asOf?: string | undefined;
  readonly sample?: number | undefined;
}

export interface CheckReport {
  readonly unit_tests: {
    readonly passed: number;
    readonly failed: number;
    readonly failures: readonly (Pick<UnitTestResult, 'model' | 'test' | 'file' | 'line'> & {
      readonly differences: readonly RowDifference[];
    })[];
  } | null;
  /** Null without a build file, or when only the future is looked for. */
  readonly checks: {
    readonly results: readonly CheckResult[];
    readonly not_built: readonly string[];
  } | null;
  readonly future_blind: BlindCheck | null;
  readonly problems: readonly Problem[];
}

/**
 * Runs the models' unit tests and, where there is a build file, every check on what stands there; or looks for features that
 * know the future. Exit 1 when anything fails; warnings alone leave it at 0.
 * @throws HoldfastError with every problem of the project; lockHeld, usage, badSelector, unknownSelection
 */
export async function check(context: AppContext, options: CheckOptions): Promise<CommandResult<CheckReport>> {
  refuseMixedOptions(options);
  const loaded = await loadProjectAt(context);
  const chosen = await chooseNodes(context, loaded, options);
  const { report, units } =
    options.futureBlind === true
      ? { report: await lookForFuture(context, loaded, { chosen, options }), units: null }
      : await runChecks(context, loaded, chosen);
  const errors = report.problems.filter(({ severity }) => severity === 'error');
  const exitCode = errors[0]?.exitCode ?? EXIT.done;
  return { exitCode, result: report, text: checkText(report, units) };
}

function refuseMixedOptions({ futureBlind, asOf, sample }: CheckOptions): void {
  if (futureBlind !== true && (asOf !== undefined || sample !== undefined))
    fail('usage', { detail: '--as-of and --sample go with --future-blind' });
  if (asOf !== undefined && sample !== undefined)
    fail('usage', { detail: 'either --as-of or --sample: one day, or some of the calendar' });
}

async function chooseNodes(
  context: AppContext,
  loaded: LoadedProject,
  { select, exclude }: CheckOptions,
): Promise<ReadonlySet<string>> {
  const { project, graph } = loaded;
  const asksForState = [select, exclude].some((text) => text?.includes('state:'));
  const modified = asksForState ? await modifiedNodes(context, loaded) : new Set<string>();
  return new Set(selectNodes(graph, { select, exclude }, { project, modified }));
}

async function runChecks(
  context: AppContext,
  loaded: LoadedProject,
  chosen: ReadonlySet<string>,
): Promise<{ report: CheckReport; units: readonly UnitTestResult[] }> {
  const models = loaded.unitTests.filter(({ node }) => chosen.has(node.relation));
  const units = await checkUnitTests(context, loaded.project, models);
  const standing = await checkBuildFile(context, loaded, chosen);
  const failed = units.filter(({ passed }) => !passed);
  const report: CheckReport = {
    unit_tests: {
      passed: units.length - failed.length,
      failed: failed.length,
      failures: failed.map(({ model, test, file, line, differences }) => ({
        model,
        test,
        file,
        line,
        differences,
      })),
    },
    checks: standing && { results: standing.results, not_built: standing.notBuilt },
    future_blind: null,
    problems: sortProblems([...units.flatMap(({ problems }) => problems), ...(standing?.problems ?? [])]),
  };
  return { report, units };
}

async function checkBuildFile(
  context: AppContext,
  { project, graph }: LoadedProject,
  chosen: ReadonlySet<string>,
): Promise<StandingChecks | null> {
  const paths = runPaths(context.projectDir, project.settings, targetOf(project, context.target));
  if (!(await isFile(paths.buildFile))) return null;
  return withBuildFile(context, project, (warehouse) => checkStanding(warehouse, { project, graph, chosen }));
}

async function lookForFuture(
  context: AppContext,
  loaded: LoadedProject,
  { chosen, options }: { chosen: ReadonlySet<string>; options: CheckOptions },
): Promise<CheckReport> {
  const { checkFutureBlind } = await import('./future-blind.ts');
  const { asOf, sample } = options;
  const { found, problems } = await checkFutureBlind(context, loaded, { chosen, asOf, sample });
  return { unit_tests: null, checks: null, future_blind: found, problems };
}
