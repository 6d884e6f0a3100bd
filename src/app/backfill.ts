import type { CalendarRule } from '../core/plan/calendar.ts';
import { type BackfillPlan, makeBackfillPlan } from '../core/plan/make-backfill-plan.ts';
import { EXIT } from '../errors.ts';
import type { AppContext, CommandResult } from './context.ts';
import { type BackfillReport, executeBackfill } from './execute-backfill.ts';
import { loadProjectAt } from './load-project-at.ts';
import { withRun } from './open-run.ts';
import { refuseUnknownGates } from './refuse-failed-gates.ts';
import { runManifest } from './run-manifest.ts';
import { count, counted, dayText } from './words.ts';

export interface BackfillOptions {
  readonly pipeline?: string | undefined;
  readonly from: string;
  readonly to: string;
  readonly every: CalendarRule['every'];
  readonly threads?: number | undefined;
  readonly memoryLimit?: string | undefined;
  readonly allowGates?: readonly string[] | undefined;
}

/**
 * Fills a past: every date from `from` to `to` gets the snapshot that a run as of that day would publish. Exit 99 when all of
 * them are published already. The latest date stays the latest.
 */
export async function backfill(
  context: AppContext,
  options: BackfillOptions,
): Promise<CommandResult<BackfillReport>> {
  const { pipeline = 'backfill', from, to, every, threads, memoryLimit } = options;
  const { project, graph } = await loadProjectAt(context);
  const scores = project.scorecards.map(({ card }) => card.name);
  refuseUnknownGates(options.allowGates ?? [], scores);
  const plan: BackfillPlan = makeBackfillPlan(project, graph, {
    pipeline,
    from,
    to,
    every,
    target: context.target,
  });
  const manifest = runManifest(plan.build);
  const request = { use: 'backfill' as const, options };
  const settings = {
    command: `backfill ${pipeline}`,
    asOf: plan.build.asOf,
    threads,
    memoryLimit,
    manifest,
    request,
  };
  const { exitCode, value } = await withRun(context, project, settings, async (run) => {
    const report = await executeBackfill(context, plan, run, options.allowGates ?? []);
    const code = report.status === 'already_published' ? EXIT.nothingNew : EXIT.done;
    return { exitCode: code, snapshotId: null, value: report };
  });
  return { exitCode, result: value, text: backfillText(value) };
}

function backfillText({ from, to, every, days, status }: BackfillReport): string {
  const span = `${counted(days.length, 'date')} from ${dayText(from)} to ${dayText(to)}, one a ${every}`;
  const done = days.filter(({ outcome }) => outcome === 'published').length;
  if (status === 'already_published') return `${span}: all published already, nothing to do`;
  if (status === 'built') return `${span}: built; this pipeline publishes nothing`;
  const rest = days.length - done;
  const before = rest === 0 ? '' : `, ${count(rest)} were published already`;
  return `${span}: ${count(done)} published${before}`;
}
