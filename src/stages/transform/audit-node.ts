import { createHash } from 'node:crypto';
import type { ModelDefinition } from '../../core/config/project.ts';
import type { ModelNode } from '../../core/plan/project-graph.ts';
import { type CheckSpec, checkSpecs, relationTargets } from '../../core/sql/check-queries.ts';
import { type RelationSize, relationSize } from '../../core/sql/relation-size.ts';
import type { Problem } from '../../errors.ts';
import type { Session } from '../../ports/warehouse.ts';
import type { NodeOutcome } from '../run-graph.ts';
import { contractProblems } from './column-contract.ts';
import { inWindow } from './event-window.ts';
import { type ComesOnce, onceByWindows, onceSince } from './keys-once.ts';
import { canRunNow, waitsFor } from './late-checks.ts';
import { partOfNewRows, windowOfNewRows } from './new-rows.ts';
import type { PendingBuild } from './pending-build.ts';
import { type CheckResult, checkModel, checkProblems, isBad } from './run-checks.ts';
import { canRead } from './show-unselected.ts';
import type { TransformContext } from './transform-context.ts';

/** What the build file remembers of a model's checks. */
export interface CheckMemory {
  /** Of the checks that were run; null where none ever were. */
  readonly fingerprint: string | null;
  /** What those that only warn found: told again as long as the rows stand. */
  readonly warnings: readonly CheckResult[];
}

/** What the audit of one model found. */
export interface Audit {
  readonly outcome: NodeOutcome;
  readonly checks: readonly CheckResult[];
  /** Of what was built; null where nothing was. */
  readonly size: RelationSize | null;
  /** To be remembered; null where nothing changes. */
  readonly memory: CheckMemory | null;
  /** The relation whose remaining checks must wait for what else is built; null where none remains. */
  readonly late: string | null;
}

/**
 * Checks what was built. Of a model that was built in part only the new rows are looked at, unless its checks are new or
 * warned before: then all of them, so that a warning ends with what it warned of.
 */
export async function auditBuilt(
  context: TransformContext,
  node: ModelNode,
  pending: PendingBuild | null,
  session: Session,
): Promise<Audit> {
  const delta = pending?.delta ?? node.relation;
  const broken = await contractProblems(session, node.model, delta);
  if (broken.length > 0) return refused(broken);
  const known = context.state.checks(node.relation);
  const looksAtAll = known.fingerprint !== checksFingerprint(node.model) || known.warnings.length > 0;
  const isView = node.model.materialized === 'view';
  const relation = looksAtAll ? node.relation : delta;
  const found =
    (isView && !looksAtAll ? await checkNewRows(context, node, session) : null) ??
    (await check(context, node, { relation, pending }, session));
  const sizes = isView
    ? []
    : await session.rows<RelationSize>(relationSize(delta, node.model.config.columns));
  return { ...found, outcome: judged(found.problems), size: sizes[0] ?? null };
}

/** Rows that stand are as good as they were, but the yml may promise something else by now, or ask for other checks. */
export async function auditStanding(
  context: TransformContext,
  node: ModelNode,
  session: Session,
): Promise<Audit> {
  const broken = await contractProblems(session, node.model, node.relation);
  if (broken.length > 0) return refused(broken);
  const known = context.state.checks(node.relation);
  const found =
    known.fingerprint === checksFingerprint(node.model)
      ? {
          checks: known.warnings,
          problems: checkProblems(known.warnings, node.model.file),
          memory: null,
          late: null,
        }
      : await check(context, node, { relation: node.relation, pending: null }, session);
  const { status } = judged(found.problems);
  const outcome: NodeOutcome = {
    status: status === 'error' ? 'error' : 'unchanged',
    problems: found.problems,
  };
  return { ...found, outcome, size: null };
}

/** Checks what can be checked by now. */
async function check(
  context: TransformContext,
  node: ModelNode,
  { relation, pending }: { relation: string; pending: PendingBuild | null },
  session: Session,
) {
  const waiting = waitsFor(context.graph, node);
  const wanted = canRunNow(context, waiting);
  const choice =
    pending?.kind === 'ready' ? { wanted, comesOnce: onceByWindows(session, pending) } : { wanted };
  const checks = await checkModel(session, node.model, relation, choice);
  return concluded(context, node, relation, checks);
}

/** Of a view only the days of new rows are looked at, and whether their keys come once among all; null where these are not all. */
async function checkNewRows(context: TransformContext, node: ModelNode, session: Session) {
  const { relation, model } = node;
  const { partition_by: day = '' } = model.config;
  const now = canRunNow(context, waitsFor(context.graph, node));
  const run = (of: string, wanted: (spec: CheckSpec) => boolean, comesOnce?: ComesOnce) =>
    checkModel(session, model, of, {
      wanted: (spec) => now(spec) && wanted(spec),
      ...(comesOnce ? { comesOnce } : {}),
    });
  const part = await partOfNewRows(context, node, session);
  if (part !== null) {
    const fits = (spec: CheckSpec) => spec.kind === 'row' || spec.key === undefined || spec.key.includes(day);
    const checks = [...(await run(part, fits)), ...(await run(relation, (spec) => !fits(spec)))];
    return concluded(context, node, relation, checks);
  }
  const window = await windowOfNewRows(context, node, session);
  if (window === null) return null;
  const rows = await inWindow(session, window, () => run(relation, (spec) => spec.kind === 'row'));
  const others = await run(relation, (spec) => spec.kind === 'query', onceSince(session, relation, window));
  return concluded(context, node, relation, [...rows, ...others]);
}

function concluded(
  context: TransformContext,
  node: ModelNode,
  relation: string,
  checks: readonly CheckResult[],
) {
  const waiting = waitsFor(context.graph, node);
  const all = canRead(context, relationTargets(node.model));
  // What a run of some models could not check is left to the next.
  const fingerprint = all ? checksFingerprint(node.model) : null;
  const memory: CheckMemory = { fingerprint, warnings: warned(checks) };
  const late = waiting.size > 0 ? relation : null;
  return { checks, problems: checkProblems(checks, node.model.file), memory, late };
}

/** What is told again as long as the rows stand. */
export function warned(checks: readonly CheckResult[]): CheckResult[] {
  return checks.filter((found) => found.severity === 'warn' && isBad(found));
}

function refused(problems: readonly Problem[]): Audit {
  return { outcome: { status: 'error', problems }, checks: [], size: null, memory: null, late: null };
}

/** What became of something that could be built and was checked. */
export function judged(problems: readonly Problem[]): NodeOutcome {
  if (problems.some((p) => p.severity === 'error')) return { status: 'error', problems };
  return { status: problems.length > 0 ? 'warn' : 'success', problems };
}

function checksFingerprint(model: ModelDefinition): string {
  return createHash('sha256')
    .update(JSON.stringify(checkSpecs(model, model.relation)))
    .digest('hex');
}
