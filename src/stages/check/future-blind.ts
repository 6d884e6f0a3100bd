import type { Project } from '../../core/config/project.ts';
import { ancestors } from '../../core/plan/graph.ts';
import { type ModelNode, type ProjectGraph, SPINE } from '../../core/plan/project-graph.ts';
import { blindRaw, countHidden } from '../../core/sql/blind-raw.ts';
import { literal, qualified } from '../../core/sql/quote.ts';
import type { Events } from '../../ports/events.ts';
import type { Warehouse } from '../../ports/warehouse.ts';
import { isCurrent } from '../transform/build-model.ts';
import { deltaOf } from '../transform/pending-build.ts';
import { pairsByDate } from '../transform/spine.ts';
import { readState, type TransformState } from '../transform/transform-state.ts';
import { builtRelations } from '../transform/world.ts';
import { compareFeatures, featurePair, type Leak } from './compare-worlds.ts';
import {
  buildAll,
  dropFeatureWorld,
  type FeatureWorld,
  makeFeatureWorld,
  setSpine,
} from './feature-world.ts';
import { traceLeaks } from './trace-leaks.ts';

export interface BlindInput {
  readonly project: Project;
  readonly graph: ProjectGraph;
  /** Feature models to look at. */
  readonly features: ReadonlySet<string>;
  /** As-of dates to look at. */
  readonly dates: readonly string[];
  /** A date that is built beside them and not looked at. */
  readonly beside: string | undefined;
}

export interface BlindDate {
  readonly asOf: string;
  readonly accounts: number;
  /** Rows of the raw data that the cut hides or changes: none, and the date proves nothing. */
  readonly hidden: number;
  readonly leaks: readonly Leak[];
}

interface Look extends BlindInput {
  readonly warehouse: Warehouse;
  readonly nodes: readonly ModelNode[];
  readonly built: ReadonlySet<string>;
  readonly state: TransformState;
}

/**
 * Builds features twice, from everything and from what was known by 00:00 UTC of each date, and says where they
 * differ. Both are made in worlds of their own, so that the build file is only read. Everything is built for all dates in one
 * pass, what was known by then for its one date, so that a feature which looks at other dates than its own is found too.
 */
export async function futureBlind(
  services: { readonly warehouse: Warehouse; readonly events: Events },
  input: BlindInput,
): Promise<BlindDate[]> {
  const { warehouse, events } = services;
  const look: Look = {
    ...input,
    warehouse,
    nodes: neededNodes(input),
    built: await builtRelations(warehouse),
    state: await readState(warehouse),
  };
  const everything = await buildEverything(look);
  const found: BlindDate[] = [];
  for (const [index, asOf] of input.dates.entries()) {
    found.push(await lookAt(look, everything, asOf));
    const progress = { done: index + 1, total: input.dates.length, what: 'as-of dates' };
    events.emit({ kind: 'progress', stage: 'future-blind', ...progress });
  }
  await dropFeatureWorld(warehouse, everything);
  return found;
}

/** The features, the model that says when accounts are live, and all that they read. */
function neededNodes({ graph, project, features }: BlindInput): ModelNode[] {
  const edges = new Map(graph.nodes.map(({ relation, dependsOn }) => [relation, dependsOn]));
  const ends = [...features, project.settings.accounts.lifetimes];
  const needed = new Set(ends.flatMap((relation) => [relation, ...ancestors(edges, relation)]));
  return graph.nodes.filter(({ relation }) => needed.has(relation));
}

/** Intermediate models that stand in the build file as they should are taken from there. */
async function buildEverything(look: Look): Promise<FeatureWorld> {
  const { project, nodes, dates, beside } = look;
  const world = await makeFeatureWorld(look.warehouse, {
    catalog: 'everything',
    project,
    built: look.built,
    raw: ({ relation }) => `select * from ${qualified(`build.${relation}`)}`,
  });
  const standing = (node: ModelNode): string | null =>
    node.model.materialized !== 'view' && isCurrent(look, node)
      ? `select * from ${qualified(`build.${node.relation}`)}`
      : null;
  const early = nodes.filter(({ model }) => model.layer !== 'features');
  await buildAll(world, early, standing);
  const wanted = beside === undefined ? dates : [...dates, beside].sort();
  await pairsByDate({ world, project }, wanted);
  await setSpine(world.session, `select * from ${qualified(deltaOf(SPINE))} order by as_of, account_id`);
  await buildAll(
    world,
    nodes.filter(({ model }) => model.layer === 'features'),
  );
  return world;
}

async function lookAt(look: Look, everything: FeatureWorld, asOf: string): Promise<BlindDate> {
  const { project, nodes, warehouse } = look;
  const world = await makeFeatureWorld(warehouse, {
    catalog: 'blind',
    project,
    built: look.built,
    raw: (source) => blindRaw(source, `build.${source.relation}`, asOf),
  });
  const { session } = world;
  const spine = `select * from ${qualified(`everything.${SPINE}`)} where as_of = date ${literal(asOf)}`;
  await setSpine(session, `${spine} order by account_id`);
  await buildAll(world, nodes);
  const features = nodes.filter(({ relation }) => look.features.has(relation));
  const leaks: Omit<Leak, 'through'>[] = [];
  for (const node of features)
    leaks.push(...(await compareFeatures(session, node.relation, featurePair(node, asOf))));
  const traced = await traceLeaks({ warehouse, everything, blind: world, project }, nodes, leaks);
  const [spineRows] = await session.rows<{ n: number }>(`select count(*) as n from ${qualified(SPINE)}`);
  const hidden = await countHiddenRows(look, asOf);
  await dropFeatureWorld(warehouse, world);
  return { asOf, accounts: spineRows?.n ?? 0, hidden, leaks: traced };
}

/** Only of sources that the features read. */
async function countHiddenRows({ project, nodes, built, warehouse }: Look, asOf: string): Promise<number> {
  const read = new Set(nodes.flatMap(({ sources }) => sources));
  let hidden = 0;
  for (const source of project.sources) {
    if (!read.has(source.relation) || !built.has(source.relation)) continue;
    const [row] = await warehouse.rows<{ rows: number }>(
      countHidden(source, `build.${source.relation}`, asOf),
    );
    hidden += row?.rows ?? 0;
  }
  return hidden;
}
