import { engineFingerprint } from '../adapters/project/engine-fingerprint.ts';
import { hasStep, type Plan } from '../core/plan/make-plan.ts';
import { SPINE } from '../core/plan/project-graph.ts';
import { qualified } from '../core/sql/quote.ts';
import { fail } from '../errors.ts';
import type { Session } from '../ports/warehouse.ts';
import { type BacktestReport, backtest } from '../stages/backtest/backtest.ts';
import { createBacktestTables } from '../stages/backtest/backtest-tables.ts';
import { type ScoreReport, scoreAccounts } from '../stages/score/score.ts';
import { type TransformReport, transform } from '../stages/transform/transform.ts';
import type { AppContext } from './context.ts';
import type { OpenRun } from './open-run.ts';
import { backtestSummary, scoreSummary, transformSummary } from './stage-summaries.ts';
import { timed } from './timed.ts';

export interface BuiltStages {
  readonly transform: TransformReport | null;
  readonly score: ScoreReport | null;
  readonly backtest: BacktestReport | null;
}

/** Transform, score and back-test, one after the other, in one world behind the shut door. */
export async function buildStages(context: AppContext, plan: Plan, run: OpenRun): Promise<BuiltStages> {
  if (!hasStep(plan, 'transform')) return { transform: null, score: null, backtest: null };
  const { report, session } = await buildModels(context, plan, run);
  if (plan.selection === null) await refuseEmptyDay(session, plan.asOf);
  return { transform: report, ...(await judgeDay(context, plan, { run, session })) };
}

/** Builds and checks the models of a plan for its dates; what follows reads them on the session. */
export async function buildModels(
  context: AppContext,
  plan: Plan,
  { warehouse, events, meter }: OpenRun,
): Promise<{ report: TransformReport; session: Session }> {
  const { project, graph, dates, selection } = plan;
  const selected = selection === null ? undefined : new Set(selection.nodes);
  const { report, world } = await timed(
    { context, events },
    'transform',
    (built) => transformSummary(built.report),
    () =>
      transform(
        { warehouse, events, meter, clock: context.clock },
        { project, graph, wanted: dates, selected },
      ),
  );
  return { report, session: world.session };
}

/** Scores and back-tests a plan's day, as far as its pipeline does, from features that are built. */
export async function judgeDay(
  context: AppContext,
  plan: Plan,
  stage: Stage,
): Promise<Pick<BuiltStages, 'score' | 'backtest'>> {
  const score = hasStep(plan, 'score') ? await runScore(context, plan, stage) : null;
  const tested = hasStep(plan, 'backtest') ? await runBacktest(context, plan, stage) : null;
  return { score, backtest: tested };
}

/** A day without customers is a wrong date or a wrong model; an empty snapshot would look like the end of the company. */
export async function refuseEmptyDay(session: Session, asOf: string): Promise<void> {
  const [live] = await session.rows<{ accounts: number }>(
    `select count(*) as accounts from ${qualified(SPINE)} where as_of = cast($1 as date)`,
    [asOf],
  );
  if ((live?.accounts ?? 0) === 0) fail('noLiveAccounts', { asOf });
}

interface Stage {
  readonly run: Pick<OpenRun, 'events' | 'meter'>;
  /** A connection on which the world's relations have their plain names. */
  readonly session: Session;
}

function runScore(context: AppContext, plan: Plan, { run, session }: Stage): Promise<ScoreReport> {
  const { scorecards, settings } = plan.project;
  const { events, meter } = run;
  const isSelected = (name: string) => plan.selection?.nodes.includes(`scores.${name}`) ?? true;
  return timed({ context, events }, 'score', scoreSummary, () =>
    scoreAccounts(
      { session, events, meter, clock: context.clock, signal: context.signal },
      {
        engine: engineFingerprint(context.engineVersion),
        scorecards: scorecards.filter(({ card }) => isSelected(card.name)),
        keep: scorecards.map(({ card }) => card.name),
        profile: settings.accounts.profile,
        wanted: plan.dates,
        asOf: plan.asOf,
        calendar: settings.calendar,
      },
    ),
  );
}

/** Null where pipeline.yml names no decisions: then there is nothing to be judged against, and the table stays empty. */
async function runBacktest(
  context: AppContext,
  plan: Plan,
  { run, session }: Stage,
): Promise<BacktestReport | null> {
  const { scorecards, settings } = plan.project;
  const { decisions, calendar } = settings;
  const { events } = run;
  await createBacktestTables(session);
  if (decisions === undefined) return null;
  return timed({ context, events }, 'backtest', backtestSummary, () =>
    backtest(
      { session, events, signal: context.signal },
      {
        engine: engineFingerprint(context.engineVersion),
        scorecards,
        decisions,
        asOf: plan.asOf,
        calendar,
        profile: settings.accounts.profile,
      },
    ),
  );
}
