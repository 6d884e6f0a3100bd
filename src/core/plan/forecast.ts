import { type ColumnChanges, columnChanges, columnTypes } from './column-changes.ts';
import { type DirtyDates, dirtyDates, type RawChange, type WantedDates } from './dirty-dates.ts';
import { type DirtyReason, partReasons } from './dirty-reasons.ts';
import { type ModelNode, SPINE } from './project-graph.ts';

/** What a run would do with one model or scorecard, and why. */
export interface NodeForecast {
  readonly node: string;
  readonly materialized: string;
  /** `whole`: everything anew. `part`: the as-of dates, or of a rollup the days that new rows touch. */
  readonly action: 'nothing' | 'part' | 'whole';
  readonly reasons: readonly DirtyReason[];
  /** As-of dates that would be built anew; empty for models that have none. */
  readonly dates: readonly string[];
  /** Against what stands; null where nothing changes. */
  readonly columns: ColumnChanges | null;
  /** What reads it directly. */
  readonly readers: readonly string[];
}

/** What the build file remembers of a model. */
export interface StandingNode {
  readonly fingerprint: string | null;
  readonly generation: number;
  readonly builtDates: readonly string[];
  readonly isStored: boolean;
  readonly parts: Readonly<Record<string, string>>;
  readonly columns: Readonly<Record<string, string>> | null;
}

export interface ForecastInput {
  readonly wanted: WantedDates;
  /** Raw changes that are loaded, and those that new files will bring, with the file where it is known. */
  readonly changes: readonly (RawChange & { readonly path?: string | undefined })[];
  readonly fingerprint: (node: ModelNode) => string;
  /** By name, a SHA-256 of everything but data that a node is made of now. */
  readonly parts: (node: string) => Readonly<Record<string, string>>;
  readonly standing: (node: string) => StandingNode;
  readonly readers: (node: string) => readonly string[];
}

/** What a run would do with the models, given in topological order. */
export function forecastModels(nodes: readonly ModelNode[], input: ForecastInput): NodeForecast[] {
  const done = new Map<string, NodeForecast>();
  for (const node of nodes) done.set(node.relation, forecastModel(node, input, done));
  return [...done.values()];
}

function forecastModel(
  node: ModelNode,
  input: ForecastInput,
  done: ReadonlyMap<string, NodeForecast>,
): NodeForecast {
  const { relation, model } = node;
  const standing = input.standing(relation);
  const dirt = model.materialized === 'as_of' ? dirtOf(node, input, standing) : null;
  const reasons = reasonsOf(node, input, { standing, dirt, done });
  const whole = reasons.some(({ kind }) => kind !== 'rows' && kind !== 'dates');
  const canBePart = model.materialized === 'as_of' || model.materialized === 'incremental';
  const after = columnTypes(model);
  return {
    node: relation,
    materialized: model.materialized,
    action: reasons.length === 0 ? 'nothing' : whole || !canBePart ? 'whole' : 'part',
    reasons,
    dates: dirt?.build ?? [],
    columns: standing.columns === null ? null : columnChanges(standing.columns, after),
    readers: input.readers(relation),
  };
}

function dirtOf(node: ModelNode, input: ForecastInput, standing: StandingNode): DirtyDates {
  const state = { ...standing, fingerprint: standing.isStored ? standing.fingerprint : null };
  const of = { fingerprint: input.fingerprint(node), sources: node.sources };
  return dirtyDates(input.wanted, state, of, input.changes);
}

interface Found {
  readonly standing: StandingNode;
  readonly dirt: DirtyDates | null;
  readonly done: ReadonlyMap<string, NodeForecast>;
}

function reasonsOf(node: ModelNode, input: ForecastInput, { standing, dirt, done }: Found): DirtyReason[] {
  const isView = node.model.materialized === 'view';
  if (standing.fingerprint === null || !(standing.isStored || isView)) return [{ kind: 'never_built' }];
  if (standing.fingerprint !== input.fingerprint(node))
    return partReasons(node, { before: standing.parts, after: input.parts(node.relation) });
  const rows = rowReasons(node, input, standing);
  const touched = dirt === null || rows.length === 0 ? [] : dirt.build;
  const missing = input.wanted.dates.filter((date) => !standing.builtDates.includes(date));
  const upstream = node.model.layer === 'marts' ? rebuiltUpstream(node, done) : [];
  return [
    ...(dirt === null || touched.length > 0 ? rows : []),
    ...(dirt === null || missing.length === 0 ? [] : [{ kind: 'dates' as const, dates: missing }]),
    ...(rows.length > 0 ? [] : upstream),
  ];
}

function rowReasons(node: ModelNode, input: ForecastInput, standing: StandingNode): DirtyReason[] {
  const sources = new Set(node.sources);
  const seen = new Map<string, DirtyReason>();
  for (const { source, generation, knownFrom, path } of input.changes)
    if (generation > standing.generation && sources.has(source))
      seen.set(`${source} ${path ?? ''}`, { kind: 'rows', source, path: path ?? null, knownFrom });
  return [...seen.values()];
}

/** Features get new dates without any new row: what a mart reads of them is new then. */
function rebuiltUpstream(node: ModelNode, done: ReadonlyMap<string, NodeForecast>): DirtyReason[] {
  return node.dependsOn
    .filter((relation) => relation !== SPINE && (done.get(relation)?.action ?? 'nothing') !== 'nothing')
    .map((relation) => ({ kind: 'upstream', relation, why: 'it is built anew' }));
}
