import { type ModelNode, SPINE } from '../../core/plan/project-graph.ts';
import { qualified } from '../../core/sql/quote.ts';
import type { Spent } from '../../ports/meter.ts';
import type { Session } from '../../ports/warehouse.ts';
import { type NodeOutcome, runGraph } from '../run-graph.ts';
import { spentTogether } from '../spent.ts';
import { type AsOfWork, planAsOf } from './as-of-work.ts';
import { trimmed } from './bind-models.ts';
import { buildProblem } from './build-model.ts';
import { deltaOf, inDates, type PendingBuild, showPending } from './pending-build.ts';
import { SliceViews } from './slice-views.ts';
import { pairsByDate } from './spine.ts';
import type { TransformContext } from './transform-context.ts';
import { viewOfBuild } from './world.ts';

export interface AsOfBuild {
  readonly outcomes: Map<string, NodeOutcome>;
  readonly pending: readonly PendingBuild[];
  /** What each model took over all slices. */
  readonly spent: ReadonlyMap<string, Spent>;
  /** Dates that at least one model was built for. */
  readonly dates: readonly string[];
}

const UNCHANGED: NodeOutcome = { status: 'unchanged', problems: [] };

/**
 * Builds the feature models for every date that is not right: the spine of those dates first, then slice by slice every
 * model, so that one SQL text serves one date, the calendar and any list of dates.
 */
export async function buildAsOf(
  context: TransformContext,
  nodes: readonly ModelNode[],
  broken: ReadonlyMap<string, NodeOutcome>,
): Promise<AsOfBuild> {
  const failed = new Map(broken);
  const lifetimes = broken.get(context.project.settings.accounts.lifetimes);
  if (lifetimes) failed.set(SPINE, lifetimes);
  if (failed.has(SPINE) || nodes.length === 0)
    return {
      outcomes: await runGraph(nodes, 1, unchanged, failed),
      pending: [],
      spent: new Map(),
      dates: [],
    };

  const plan = await planAsOf(context, nodes, (dates) => pairsByDate(context, dates));
  const spent = new Map<string, Spent>();
  for (const work of plan.works.values()) await prepare(context, work);
  const views = new SliceViews(context, plan.works, nodes);
  const outcomes = new Map<string, NodeOutcome>(nodes.map((node) => [node.relation, UNCHANGED]));
  for (const [index, slice] of plan.slices.entries()) {
    await fillSpine(context.world.session, slice);
    await views.narrow(slice);
    const work = async (node: ModelNode) => {
      const end = context.meter.begin();
      const outcome = await buildSlice(context, { work: plan.works.get(node.relation), slice, views });
      spent.set(node.relation, spentTogether(spent.get(node.relation), end()));
      return outcome;
    };
    const results = await runGraph(nodes, context.pool.size, work, failed);
    for (const [relation, outcome] of results) note(outcomes, failed, relation, outcome);
    context.events.emit({
      kind: 'progress',
      stage: 'transform',
      done: index + 1,
      total: plan.slices.length,
      what: 'slices of dates',
    });
  }
  await views.widen(outcomes);
  await showSpine(context, plan.works.get(SPINE));
  const pending = [...plan.works.values()].flatMap((work) => (work.pending ? [work.pending] : []));
  return { outcomes, pending, spent, dates: plan.slices.flat() };
}

const unchanged = (): Promise<NodeOutcome> => Promise.resolve(UNCHANGED);

/** A model is as bad as its worst slice. */
function note(
  outcomes: Map<string, NodeOutcome>,
  failed: Map<string, NodeOutcome>,
  relation: string,
  outcome: NodeOutcome,
): void {
  if (outcome.status !== 'unchanged') outcomes.set(relation, outcome);
  if (outcome.status === 'error') failed.set(relation, outcome);
}

async function fillSpine(session: Session, slice: readonly string[]): Promise<void> {
  const pairs = `select account_id, as_of from ${qualified(deltaOf(SPINE))} where ${inDates('as_of', slice)}`;
  await session.run(`create or replace table ${qualified(SPINE)} as ${pairs} order by as_of, account_id`);
}

/** Once no slice is being built, the spine is that of all dates again. */
async function showSpine(context: TransformContext, work: AsOfWork | undefined): Promise<void> {
  const { session } = context.world;
  await session.run(`drop table if exists ${qualified(SPINE)}`);
  if (work?.pending) await showPending(session, work.pending, context.built.has(SPINE));
  else await viewOfBuild(session, SPINE);
}

/** Before anything is built, a model's relation is what the build file holds of it, without what must go. */
async function prepare(context: TransformContext, { relation, pending }: AsOfWork): Promise<void> {
  const { session } = context.world;
  const inBuild = context.built.has(relation);
  if (relation === SPINE) return;
  if (!pending) return viewOfBuild(session, relation);
  if (!inBuild || pending.kind === 'whole') return;
  await session.run(
    `create or replace table ${qualified(pending.delta)} as select * from ${qualified(`build.${relation}`)} limit 0`,
  );
  await showPending(session, pending, inBuild);
}

async function buildSlice(
  context: TransformContext,
  { work, slice, views }: { work: AsOfWork | undefined; slice: readonly string[]; views: SliceViews },
): Promise<NodeOutcome> {
  const { node, pending } = work ?? {};
  if (!node || !pending || !slice.some((date) => work?.due.has(date))) return UNCHANGED;
  const sql = trimmed(node.model.sql);
  return context.pool.use(async (session) => {
    try {
      await session.run(
        `create table if not exists ${qualified(pending.delta)} as select * from (\n${sql}\n) as model limit 0`,
      );
      await session.run(`insert into ${qualified(pending.delta)}\n${sql}`);
      if (pending.kind === 'whole') {
        await showPending(session, pending, false);
        await views.narrowBuilt(session, pending.relation, slice);
      }
      return { status: 'success', problems: [] };
    } catch (error) {
      return { status: 'error', problems: buildProblem(node, error).problems };
    }
  });
}
