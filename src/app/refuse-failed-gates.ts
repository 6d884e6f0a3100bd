import { didYouMean } from '../core/config/nearest.ts';
import { GATES } from '../core/config/scorecard-gates-schema.ts';
import { fail, HoldfastError, problem } from '../errors.ts';
import type { BacktestReport } from '../stages/backtest/backtest.ts';

/** Refuses a name that no gate can have, before any work. @throws HoldfastError badValue */
export function refuseUnknownGates(allowed: readonly string[], scores: readonly string[]): void {
  const known = [...GATES, ...scores.flatMap((score) => GATES.map((gate) => `${score}.${gate}`))];
  const unknown = allowed.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const detail = `names no gate: "${unknown}"`;
  const hint = didYouMean(unknown, known) ?? `there are: ${GATES.join(', ')}`;
  fail('badValue', { what: '--allow-gate', detail }, { hint });
}

/**
 * Stops a run whose scores fail their gates, before anything is published.
 *
 * @param allowed names of gates that may fail, as `gate` or `score.gate`
 * @returns the gates that failed and were allowed to, as `score.gate`, sorted: what the manifest records
 * @throws HoldfastError gateFailed, once for each other one
 */
export function refuseFailedGates(report: BacktestReport | null, allowed: readonly string[]): string[] {
  const failed = (report?.scores ?? []).flatMap(({ proof }) =>
    proof.gates.filter(({ status }) => status === 'failed'),
  );
  const isAllowed = ({ score, gate }: { score: string; gate: string }) =>
    allowed.includes(gate) || allowed.includes(`${score}.${gate}`);
  const refused = failed.filter((gate) => !isAllowed(gate));
  if (refused.length > 0)
    throw new HoldfastError(
      refused.map(({ score, gate, text }) => problem('gateFailed', { score, gate, detail: text })),
    );
  return failed.map(({ score, gate }) => `${score}.${gate}`).sort();
}
