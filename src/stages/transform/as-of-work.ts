import { calendarDates, slices } from '../../core/plan/calendar.ts';
import { type DirtyDates, dirtyDates, type WantedDates } from '../../core/plan/dirty-dates.ts';
import { type ModelNode, SPINE } from '../../core/plan/project-graph.ts';
import { HoldfastError, problem } from '../../errors.ts';
import { deltaOf, type PendingBuild } from './pending-build.ts';
import { isSelected, type TransformContext } from './transform-context.ts';
import { fingerprint } from './transform-state.ts';

/** (account, date) pairs a slice: measured best between 4 and 24 weekly dates of 5,000 accounts (docs/decisions/0004). */
const PAIRS_A_SLICE = 20_000;

/** What is to be done for one model of the spine's grain, or for the spine itself (then without a node). */
export interface AsOfWork {
  readonly relation: string;
  readonly node?: ModelNode;
  /** Dates that must be built. */
  readonly due: ReadonlySet<string>;
  /** Null where everything stands as it should. */
  readonly pending: PendingBuild | null;
}

export interface AsOfPlan {
  readonly works: ReadonlyMap<string, AsOfWork>;
  readonly slices: readonly (readonly string[])[];
}

/** Which dates of which models are dirty, and in which slices they are built. */
export async function planAsOf(
  context: TransformContext,
  nodes: readonly ModelNode[],
  pairsByDate: (dates: readonly string[]) => Promise<readonly { asOf: string; accounts: number }[]>,
): Promise<AsOfPlan> {
  const dirty = new Map<string, { node?: ModelNode; dirt: DirtyDates }>();
  for (const node of nodes) dirty.set(node.relation, { node, dirt: dirtOf(context, node.relation, node) });
  const lifetimes = lifetimesNode(context);
  if (lifetimes && nodes.length > 0) dirty.set(SPINE, { dirt: dirtOf(context, SPINE, lifetimes) });
  const dates = [...new Set([...dirty.values()].flatMap(({ dirt }) => dirt.build))].sort();
  refuseUnbuiltDates(context, nodes, dates);
  const sliced = slices(await pairsByDate(dates), PAIRS_A_SLICE);
  const works = [...dirty].map(([relation, { node, dirt }]): [string, AsOfWork] => [
    relation,
    {
      relation,
      ...(node ? { node } : {}),
      due: new Set(dirt.build),
      pending: pendingOf(relation, dirt, sliced),
    },
  ]);
  return { works: new Map(works), slices: sliced };
}

/** A feature that is read as it stands must stand for every date that is built from it. @throws HoldfastError notBuilt */
function refuseUnbuiltDates(
  context: TransformContext,
  nodes: readonly ModelNode[],
  dates: readonly string[],
): void {
  const missing = nodes.flatMap((node) =>
    node.dependsOn
      .filter((upstream) => upstream.startsWith('features.') && !isSelected(context, upstream))
      .flatMap((upstream) => {
        const built = new Set(context.state.model(upstream).builtDates);
        const lacking = dates.filter((date) => !built.has(date));
        const hint = `"+${node.relation}" selects everything that it needs with it`;
        const params = { node: node.relation, upstream: [upstream], dates: lacking };
        return lacking.length === 0 ? [] : [problem('notBuilt', params, { hint })];
      }),
  );
  if (missing.length > 0) throw new HoldfastError(missing);
}

/** The model that says when accounts are live: the spine is as right as it. */
function lifetimesNode(context: TransformContext): ModelNode | undefined {
  return context.graph.nodes.find((node) => node.relation === context.project.settings.accounts.lifetimes);
}

function dirtOf(context: TransformContext, relation: string, node: ModelNode): DirtyDates {
  const state = context.state.model(relation);
  const known = context.built.has(relation) ? state : { ...state, fingerprint: null };
  const of = { fingerprint: fingerprint(node), sources: node.sources };
  return dirtyDates(wantedDates(context), known, of, context.state.changes);
}

function wantedDates(context: TransformContext): WantedDates {
  const regular = new Set(calendarDates(context.project.settings.calendar, lastBuilt(context)));
  return { dates: context.wanted, onCalendar: (date) => regular.has(date) };
}

function lastBuilt(context: TransformContext): string {
  const built = context.graph.nodes.flatMap((node) => context.state.model(node.relation).builtDates);
  return [...built, ...context.wanted].sort().at(-1) ?? '';
}

/** A slice is built whole: the dates that go are those of every slice that holds a due one, and those dropped. */
function pendingOf(
  relation: string,
  dirt: DirtyDates,
  sliced: readonly (readonly string[])[],
): PendingBuild | null {
  if (!dirt.whole && dirt.build.length === 0 && dirt.drop.length === 0) return null;
  const delta = deltaOf(relation);
  if (dirt.whole) return { relation, delta, kind: 'whole' };
  const due = new Set(dirt.build);
  // The spine's delta holds every date of every slice, whichever model they are built for.
  const built = sliced.filter((slice) => relation === SPINE || slice.some((date) => due.has(date))).flat();
  return {
    relation,
    delta,
    kind: 'part',
    column: 'as_of',
    remove: [...new Set([...built, ...dirt.drop])].sort(),
  };
}
