import { type RelationSize, relationSize } from '../../core/sql/relation-size.ts';
import type { Problem } from '../../errors.ts';
import type { Session } from '../../ports/warehouse.ts';
import type { NodeOutcome } from '../run-graph.ts';
import {
  type Audited,
  checkAgain,
  checkAllRows,
  checkNewRows,
  checksFingerprint,
  type RowsChecked,
} from './check-rows.ts';
import { contractProblems } from './column-contract.ts';
import type { PendingBuild } from './pending-build.ts';
import type { TransformContext } from './transform-context.ts';

/** What the audit of one model found. */
export interface Audit extends Omit<RowsChecked, 'problems'> {
  readonly outcome: NodeOutcome;
  /** Of what was built; null where nothing was. */
  readonly size: RelationSize | null;
}

/**
 * Checks what was built. Of a model that was built in part only the new rows are looked at, unless its checks are new or
 * warned before: then all of them, so that a warning ends with what it warned of.
 */
export async function auditBuilt(
  context: TransformContext,
  audited: Audited & { readonly pending: PendingBuild | null },
  session: Session,
): Promise<Audit> {
  const { node, pending } = audited;
  const delta = pending?.delta ?? node.relation;
  const broken = await contractProblems(session, node.model, delta);
  if (broken.length > 0) return refused(broken);
  const known = context.state.checks(node.relation);
  const looksAtAll = known.fingerprint !== checksFingerprint(node.model) || known.warnings.length > 0;
  const isView = node.model.materialized === 'view';
  const found =
    (looksAtAll ? null : await checkNewRows(context, audited, session)) ??
    (await checkAllRows(context, audited, session));
  const sizes = isView
    ? []
    : await session.rows<RelationSize>(relationSize(delta, node.model.config.columns));
  return { ...found, outcome: judged(found.problems), size: sizes[0] ?? null };
}

/**
 * Rows that stand are as good as they were, but the yml may promise something else by now, or ask for other checks, and what
 * their relationships lead to may have changed.
 */
export async function auditStanding(
  context: TransformContext,
  { node, builds }: Audited,
  session: Session,
): Promise<Audit> {
  const broken = await contractProblems(session, node.model, node.relation);
  if (broken.length > 0) return refused(broken);
  const { fingerprint } = context.state.checks(node.relation);
  const found =
    fingerprint === checksFingerprint(node.model)
      ? await checkAgain(context, { node, builds }, session)
      : await checkAllRows(context, { node, pending: null }, session);
  const { status } = judged(found.problems);
  const outcome: NodeOutcome = {
    status: status === 'error' ? 'error' : 'unchanged',
    problems: found.problems,
  };
  return { ...found, outcome, size: null };
}

function refused(problems: readonly Problem[]): Audit {
  return { outcome: { status: 'error', problems }, checks: [], size: null, memory: null, late: null };
}

/** What became of something that could be built and was checked. */
export function judged(problems: readonly Problem[]): NodeOutcome {
  if (problems.some((p) => p.severity === 'error')) return { status: 'error', problems };
  return { status: problems.length > 0 ? 'warn' : 'success', problems };
}
