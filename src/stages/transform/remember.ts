import { columnTypes } from '../../core/plan/column-changes.ts';
import { nodeParts } from '../../core/plan/node-parts.ts';
import { compiled, meta } from '../../core/sql/meta-queries.ts';
import { sha256 } from '../sha256.ts';
import { type TargetVersions, targetVersions } from './moved-targets.ts';
import type { PendingBuild } from './pending-build.ts';
import { isSelected, type TransformContext } from './transform-context.ts';
import { type CheckMemory, COMMITS } from './transform-state.ts';

type Compiled = Parameters<typeof compiled>[0];

interface ModelState {
  readonly relation: string;
  readonly fingerprint?: string;
  readonly generation?: number;
}

/** Notes what models are made of, in the transaction that moves their rows. */
export async function rememberModels(
  context: TransformContext,
  states: readonly ModelState[],
): Promise<void> {
  const rows = states.map(({ relation, fingerprint = '', generation = 0 }) => ({
    relation,
    fingerprint,
    generation,
  }));
  if (rows.length === 0) return;
  await execute(
    context,
    meta
      .insertInto('model_state')
      .values(rows)
      .onConflict((conflict) =>
        conflict.column('relation').doUpdateSet((row) => ({
          fingerprint: row.ref('excluded.fingerprint'),
          generation: row.ref('excluded.generation'),
        })),
      ),
  );
}

/** Notes which commit changed the rows of some relations. */
export async function rememberBuilds(context: TransformContext, relations: readonly string[]): Promise<void> {
  const sequence = context.state.nextSequence;
  if (relations.length === 0) return;
  await execute(
    context,
    meta
      .insertInto('build_state')
      .values(relations.map((relation) => ({ relation, sequence })))
      .onConflict((conflict) => conflict.column('relation').doUpdateSet({ sequence })),
  );
}

/** Notes in the same transaction the number of the commit, what each node is made of by name, and what checks warned of. */
export async function rememberRun(
  context: TransformContext,
  pending: readonly PendingBuild[],
  memories: ReadonlyMap<string, CheckMemory>,
): Promise<void> {
  await execute(
    context,
    meta
      .insertInto('counters')
      .values({ name: COMMITS, value: context.state.nextSequence })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: context.state.nextSequence })),
  );
  const columns = new Map(context.graph.nodes.map(({ relation, model }) => [relation, columnTypes(model)]));
  const nodes = [...nodeParts(context.graph, context.project)]
    .filter(([node]) => isSelected(context, node))
    .map(([node, parts]) => ({
      node,
      parts: JSON.stringify(hashed(parts)),
      columns: JSON.stringify(columns.get(node) ?? {}),
    }));
  if (context.selected === undefined) await execute(context, meta.deleteFrom('node_record'));
  if (nodes.length > 0)
    await execute(
      context,
      meta
        .insertInto('node_record')
        .values(nodes)
        .onConflict((conflict) =>
          conflict.column('node').doUpdateSet((row) => ({
            parts: row.ref('excluded.parts'),
            columns: row.ref('excluded.columns'),
          })),
        ),
    );
  for (const node of context.graph.nodes) {
    const memory = memories.get(node.relation);
    if (!memory) continue;
    const targets = targetVersions(context, pending, node);
    await rememberChecks(context, node.relation, { ...memory, targets });
  }
}

async function rememberChecks(
  context: TransformContext,
  relation: string,
  { fingerprint, warnings, targets }: CheckMemory & { readonly targets: TargetVersions },
): Promise<void> {
  const row = {
    fingerprint: fingerprint ?? '',
    warnings: JSON.stringify(warnings),
    targets: JSON.stringify(targets),
  };
  await execute(
    context,
    meta
      .insertInto('check_state')
      .values({ relation, ...row })
      .onConflict((conflict) => conflict.column('relation').doUpdateSet(row)),
  );
}

/** Of a text its SHA-256, which is all that a later run compares. */
export function hashed(parts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, sha256(text)]));
}

async function execute(context: TransformContext, query: Compiled): Promise<void> {
  const { sql, params } = compiled(query);
  await context.world.session.run(sql, params);
}
