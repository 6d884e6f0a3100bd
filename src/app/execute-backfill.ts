import { type BackfillPlan, planOfDay } from '../core/plan/make-backfill-plan.ts';
import { hasStep } from '../core/plan/make-plan.ts';
import { literal } from '../core/sql/quote.ts';
import type { Events } from '../ports/events.ts';
import type { Session } from '../ports/warehouse.ts';
import type { ExtractReport } from '../stages/extract/extract-report.ts';
import { commitSnapshot } from '../stages/publish/commit-snapshot.ts';
import { completePublish } from '../stages/publish/complete-publish.ts';
import { importReadings } from '../stages/publish/import-readings.ts';
import { publishedSnapshot } from '../stages/publish/published-snapshot.ts';
import type { TransformReport } from '../stages/transform/transform.ts';
import type { AppContext } from './context.ts';
import {
  completion,
  type Execution,
  loadInputs,
  openExecution,
  publishRequest,
  withStaging,
} from './execution.ts';
import type { OpenRun } from './open-run.ts';
import { openStore } from './open-store.ts';
import { refuseFailedGates } from './refuse-failed-gates.ts';
import { timed } from './timed.ts';
import { counted } from './words.ts';

/** One date of a backfill, and what came of it. */
interface BackfilledDay {
  readonly as_of: string;
  readonly snapshot_id: string;
  readonly outcome: 'published' | 'already_published' | 'built';
}

export interface BackfillReport {
  readonly run_id: string;
  readonly pipeline: string;
  readonly from: string;
  readonly to: string;
  readonly every: BackfillPlan['every'];
  readonly target: string;
  readonly status: 'published' | 'already_published' | 'built';
  readonly extract: ExtractReport | null;
  /** Null where every date was published already. */
  readonly transform: TransformReport | null;
  readonly days: readonly BackfilledDay[];
}

/**
 * Fills a past in one pass: exports and models once for all dates, then date by date scores, back-test and snapshot, each as
 * of its own day and by its own commit, and readers' tables once at the end. A date whose snapshot is published already is
 * passed over, so that a backfill which was killed goes on where it was.
 */
export async function executeBackfill(
  context: AppContext,
  plan: BackfillPlan,
  run: OpenRun,
  allowGates: readonly string[],
): Promise<BackfillReport> {
  const { build } = plan;
  const extract = await loadInputs(context, build, run);
  const store = await openStore(context, build.target);
  const days: Execution[] = [];
  for (const day of plan.days) days.push(await openExecution(context, planOfDay(plan, day), run, store));
  const publishes = hasStep(build, 'publish');
  const open: Execution[] = [];
  for (const day of days) if (!publishes || !(await isPublished(day))) open.push(day);
  const head = {
    run_id: run.runId,
    pipeline: build.pipeline,
    from: plan.days[0] ?? build.asOf,
    to: build.asOf,
    every: plan.every,
    target: build.target.name,
    extract,
  };
  const outcome = publishes ? 'published' : 'built';
  const told = days.map(
    (day): BackfilledDay => ({
      as_of: day.plan.asOf,
      snapshot_id: day.snapshotId,
      outcome: open.includes(day) ? outcome : 'already_published',
    }),
  );
  const transform = open.length === 0 ? null : await fill(open, { plan, allowGates });
  const [first] = days;
  if (publishes && first) await withStaging(first, (folder) => completePublish(completion(first, folder)));
  return { ...head, status: open.length === 0 ? 'already_published' : outcome, transform, days: told };
}

async function isPublished({ store, plan, snapshotId }: Execution): Promise<boolean> {
  return (await publishedSnapshot(store, plan.asOf)) === snapshotId;
}

async function fill(
  open: readonly Execution[],
  { plan, allowGates }: { plan: BackfillPlan; allowGates: readonly string[] },
): Promise<TransformReport | null> {
  const [first] = open;
  if (!first || !hasStep(plan.build, 'transform')) return null;
  const { context, run, store } = first;
  if (hasStep(plan.build, 'publish'))
    await withStaging(first, (folder) =>
      importReadings(run.warehouse, store, { asOf: first.plan.asOf, folder }),
    );
  await run.warehouse.shutDoor();
  // Loaded only here: a backfill that finds nothing new does without them.
  const { buildModels, judgeDay, refuseEmptyDay } = await import('./build-stages.ts');
  const { report, session } = await buildModels(context, plan.build, run);
  for (const { plan: day } of open) await refuseEmptyDay(session, day.asOf);
  const events = onlyProblems(run.events);
  const summary = () => counted(open.length, 'date');
  await timed({ context, events: run.events }, 'backfill', summary, async () => {
    for (const [i, day] of open.entries()) {
      context.signal.throwIfAborted();
      const judged = await judgeDay(context, day.plan, { run: { events, meter: run.meter }, session });
      if (hasStep(day.plan, 'publish'))
        await publishDay(day, refuseFailedGates(judged.backtest, allowGates), session);
      const what = `dates, ${day.plan.asOf}`;
      run.events.emit({ kind: 'progress', stage: 'backfill', done: i + 1, total: open.length, what });
    }
  });
  return report;
}

/** Up to and with the pointer; then the next date's back-test is compared with this one's, as in a run of its own. */
async function publishDay(day: Execution, allowedGates: readonly string[], session: Session): Promise<void> {
  const { run, plan } = day;
  await withStaging(day, (folder) =>
    commitSnapshot(
      { ...completion(day, folder), warehouse: run.warehouse },
      publishRequest(day, allowedGates),
    ),
  );
  await session.run('delete from build.backtest.published_readings');
  await session.run(
    `insert into build.backtest.published_readings
     select * from build.backtest.readings where as_of = date ${literal(plan.asOf)}`,
  );
}

/** The stages of each date would tell the same again and again: what is wrong is still told. */
function onlyProblems(events: Events): Events {
  return { emit: (event) => (event.kind === 'problem' ? events.emit(event) : undefined) };
}
