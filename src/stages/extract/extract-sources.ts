import type { SourceDefinition } from '../../core/config/source-definition.ts';
import { HoldfastError, problem } from '../../errors.ts';
import { makeBatches } from './batch.ts';
import { checkDeclaration } from './check-declaration.ts';
import type { ExtractContext } from './extract-context.ts';
import type { ExtractReport } from './extract-report.ts';
import { type FoundFile, findFiles, type ListFolder, listOnce } from './find-files.ts';
import { freshnessOf } from './freshness.ts';
import { Ledger, writeLedger } from './ledger.ts';
import { makeReport } from './make-report.ts';
import { planSource } from './plan-source.ts';
import type { PlannedSource } from './planned-source.ts';
import { prepareSource } from './prepare-source.ts';
import { contentOf, recogniseFiles } from './recognise-files.ts';
import { runBatches } from './run-batches.ts';

/**
 * Brings the raw relations of the build file up to what the exports say now.
 *
 * The rows depend on the set of files that are known and on nothing else: not on the order in which they came, nor on how
 * many runs loaded them, nor on the number of threads. Every row read is loaded or is in build.meta.rejects. Each batch of
 * files is one transaction with its rejects, its ledger and its notes for the later stages, so that a run which ends anywhere
 * is taken up by the next.
 * @throws HoldfastError with the first problem of each source: a file that can't be read or has too many rejects (65), no
 * file at all, or none as new as it should be (66). Sources without a problem have been loaded then; of the others nothing after their last good file.
 */
export async function extractSources(
  context: ExtractContext,
  sources: readonly SourceDefinition[],
): Promise<ExtractReport> {
  const ledger = await Ledger.open(context.warehouse);
  const failures: HoldfastError[] = [];
  const planned: PlannedSource[] = [];
  const list = listOnce(context.files);
  for (const source of sources) {
    context.signal?.throwIfAborted();
    const one = await plan(context, { ledger, list }, source).catch((error: unknown) => {
      if (!(error instanceof HoldfastError) || context.signal?.aborted) throw error;
      failures.push(error);
      return null;
    });
    if (one) planned.push(one);
  }
  const work = planned.map(({ source, found, plan: { items } }) => ({
    state: { ledger, found: new Map(found.map((file) => [file.path, file])) },
    batches: makeBatches(source, items),
  }));
  const outcome = await runBatches(context, work);
  failures.push(...outcome.failures);
  if (failures.length > 0) throw new HoldfastError(mostUrgentFirst(failures));
  return makeReport(context, ledger, planned, outcome);
}

async function plan(
  context: ExtractContext,
  { ledger, list }: { ledger: Ledger; list: ListFolder },
  source: SourceDefinition,
): Promise<PlannedSource> {
  const session = context.warehouse;
  await checkDeclaration(session, source);
  const reset = await prepareSource(session, ledger, source);
  const found = await findFiles(source, list);
  if (found.length === 0 && !source.optional)
    missing(source, freshnessOf(ledger.of(source.relation).values(), context.asOf).newest);
  const known = await recogniseFiles(context, session, source, { found, ledger: ledger.of(source.relation) });
  const open = (file: FoundFile) => contentOf(context, session, source, file);
  const decided = await planSource({ files: context.files, ledger, open }, source, known);
  if (decided.updates.length > 0)
    await session.transaction(() => writeLedger(session, decided.updates, ledger.of(source.relation)));
  for (const row of decided.updates) ledger.remember(row);
  return { source, found, known, plan: decided, reset };
}

function missing(source: SourceDefinition, newest: string | null): never {
  const patterns = source.files.map((file) => file.path);
  throw new HoldfastError([
    problem('exportMissing', { source: source.relation, patterns, newest }, { file: source.file }),
  ]);
}

/** Bad data comes before an export that is only late: the exit code is that of the first problem. */
function mostUrgentFirst(failures: readonly HoldfastError[]) {
  return failures
    .flatMap((failure) => failure.problems)
    .sort((a, b) => urgency(a.exitCode) - urgency(b.exitCode));
}

const urgency = (exitCode: number) => (exitCode === 66 ? 1 : 0);
