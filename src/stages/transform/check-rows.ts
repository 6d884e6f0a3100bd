import type { ModelDefinition } from '../../core/config/project.ts';
import type { ModelNode } from '../../core/plan/project-graph.ts';
import { type CheckSpec, checkSpecs, relationTargets } from '../../core/sql/check-queries.ts';
import type { Problem } from '../../errors.ts';
import type { Session } from '../../ports/warehouse.ts';
import { sha256 } from '../sha256.ts';
import { inWindow } from './event-window.ts';
import { type ComesOnce, onceAmong, onceByWindows, onceSince } from './keys-once.ts';
import { canRunNow, checksLeadingTo, type LateChecks, leadsTo, waitsFor } from './late-checks.ts';
import { movedTargets } from './moved-targets.ts';
import { partOfNewRows, windowOfNewRows } from './new-rows.ts';
import type { PendingBuild } from './pending-build.ts';
import { type CheckResult, checkModel, checkProblems, isBad } from './run-checks.ts';
import { canRead } from './show-unselected.ts';
import type { TransformContext } from './transform-context.ts';
import type { CheckMemory } from './transform-state.ts';

/** What the checks of one model found. */
export interface RowsChecked {
  readonly checks: readonly CheckResult[];
  readonly problems: readonly Problem[];
  /** To be remembered; null where nothing changes. */
  readonly memory: CheckMemory | null;
  /** The checks that must wait for what else is built; null where none remains. */
  readonly late: LateChecks | null;
}

/** A model of this run, beside all that the run has built so far. */
export interface Audited {
  readonly node: ModelNode;
  readonly builds: readonly PendingBuild[];
}

/** Checks what can be checked by now. */
export async function checkAllRows(
  context: TransformContext,
  { node, pending }: { node: ModelNode; pending: PendingBuild | null },
  session: Session,
): Promise<RowsChecked> {
  const wanted = canRunNow(context, waitsFor(context.graph, node));
  const choice =
    pending?.kind === 'ready' ? { wanted, comesOnce: onceByWindows(session, pending) } : { wanted };
  const checks = await checkModel(session, node.model, node.relation, choice);
  return concluded(context, node, node.relation, checks);
}

/** Of what stands, the relationships to what has changed; the rest found what it found before. */
export async function checkAgain(
  context: TransformContext,
  { node, builds }: Audited,
  session: Session,
): Promise<RowsChecked> {
  const known = context.state.checks(node.relation);
  const waiting = waitsFor(context.graph, node);
  const moved = movedTargets(context, builds, node);
  const now = canRunNow(context, waiting);
  const again = (spec: CheckSpec) => now(spec) && leadsTo(moved, spec);
  const found = await checkModel(session, node.model, node.relation, { wanted: again });
  const late = new Set(checksLeadingTo(node.model, waiting));
  const stood = known.warnings.filter(
    ({ check }) => !late.has(check) && !found.some((f) => f.check === check),
  );
  const checks = [...stood, ...found];
  const isMoved = found.length > 0 || waiting.size > 0;
  return {
    checks,
    problems: checkProblems(checks, node.model.file),
    memory: isMoved ? { fingerprint: known.fingerprint, warnings: warned(checks) } : null,
    late: waiting.size > 0 ? { node, fresh: null } : null,
  };
}

/** Only the rows of new days, with what these rows alone can't tell looked at among all; null where such a part can't be told. */
export async function checkNewRows(
  context: TransformContext,
  { node, pending, builds }: Audited & { pending: PendingBuild | null },
  session: Session,
): Promise<RowsChecked | null> {
  const { relation, model } = node;
  const now = canRunNow(context, waitsFor(context.graph, node));
  const run = (of: string, wanted: (spec: CheckSpec) => boolean, comesOnce?: ComesOnce) =>
    checkModel(session, model, of, {
      wanted: (spec) => now(spec) && wanted(spec),
      ...(comesOnce ? { comesOnce } : {}),
    });
  const part = await partOf(context, { node, pending }, session);
  if (part !== null) {
    const moved = movedTargets(context, builds, node);
    const fits = (spec: CheckSpec) => tellsOfPart(spec, part.column) && !leadsTo(moved, spec);
    const among = onceAmong(session, relation, part.rows);
    const checks = [...(await run(part.rows, fits)), ...(await run(relation, (spec) => !fits(spec), among))];
    return concluded(context, node, part.rows, checks);
  }
  if (model.materialized !== 'view') return null;
  const window = await windowOfNewRows(context, node, session);
  if (window === null) return null;
  const rows = await inWindow(session, window, () => run(relation, (spec) => spec.kind === 'row'));
  const others = await run(relation, (spec) => spec.kind === 'query', onceSince(session, relation, window));
  return concluded(context, node, relation, [...rows, ...others]);
}

/** The new rows alone, all of those that have their values of `column`; null where all rows are new, or may be. */
async function partOf(
  context: TransformContext,
  { node, pending }: { node: ModelNode; pending: PendingBuild | null },
  session: Session,
): Promise<{ rows: string; column: string } | null> {
  if (pending?.kind === 'part') return { rows: pending.delta, column: pending.column };
  const { partition_by: column } = node.model.config;
  if (node.model.materialized !== 'view' || column === undefined) return null;
  const rows = await partOfNewRows(context, node, session);
  return rows === null ? null : { rows, column };
}

/** A key that holds the column by which rows are taken comes twice within them or not at all. */
function tellsOfPart(spec: CheckSpec, column: string): boolean {
  return spec.kind === 'row' || spec.key === undefined || spec.key.includes(column);
}

function concluded(
  context: TransformContext,
  node: ModelNode,
  relation: string,
  checks: readonly CheckResult[],
): RowsChecked {
  const waiting = waitsFor(context.graph, node);
  const all = canRead(context, relationTargets(node.model));
  // What a run of some models could not check is left to the next.
  const fingerprint = all ? checksFingerprint(node.model) : null;
  const memory: CheckMemory = { fingerprint, warnings: warned(checks) };
  const late = waiting.size > 0 ? { node, fresh: relation } : null;
  return { checks, problems: checkProblems(checks, node.model.file), memory, late };
}

/** What is told again as long as the rows stand. */
export function warned(checks: readonly CheckResult[]): CheckResult[] {
  return checks.filter((found) => found.severity === 'warn' && isBad(found));
}

/** Another one when the checks that its yml asks for are others. */
export function checksFingerprint(model: ModelDefinition): string {
  return sha256(JSON.stringify(checkSpecs(model, model.relation)));
}
