import { compareDays, type DayComparison } from '../core/backtest/compare-days.ts';
import { compareProofs, type ProofComparison } from '../core/backtest/compare-proofs.ts';
import { type ScorecardChange, scorecardChanges } from '../core/publish/scorecard-changes.ts';
import { EXIT } from '../errors.ts';
import type { AppContext, CommandResult } from './context.ts';
import { diffText } from './diff-text.ts';
import { cardAgainst, findScorecard } from './find-scorecard.ts';
import { loadProjectAt } from './load-project-at.ts';
import { dayOf, provenBy } from './trial-parts.ts';
import { withTrial } from './with-trial.ts';

export interface DiffOptions {
  readonly score: string;
  /** A version, or a file. */
  readonly against: string;
  readonly asOf?: string | undefined;
  /** Exit 1 where the project's card fails a gate. */
  readonly failOnGate?: boolean | undefined;
}

export interface DiffReport {
  readonly score: string;
  readonly as_of: string;
  readonly before: { readonly version: number; readonly from: string };
  readonly after: { readonly version: number; readonly from: string };
  /** What the cards say differently. */
  readonly changes: readonly ScorecardChange[];
  readonly day: DayComparison;
  readonly proof: ProofComparison;
  /** Gates that the project's card fails. */
  readonly failed_gates: readonly string[];
}

/**
 * What a change of a scorecard does before anyone sees it: who changes band, by how much ARR, and what past renewals say of
 * both cards, judged by the gates of the project's one. Both score every date anew, in memory. Publishes and keeps nothing.
 * @throws HoldfastError unknownScore, unknownVersion, and as `withTrial`
 */
export async function diff(context: AppContext, options: DiffOptions): Promise<CommandResult<DiffReport>> {
  const loaded = await loadProjectAt(context);
  const { card, file } = findScorecard(loaded.project, options.score);
  const against = await cardAgainst(context, loaded.project, options);
  const { gates } = card;
  const earlier = gates === undefined ? against.card : { ...against.card, gates };
  const report = await withTrial(context, loaded, options.asOf, async (room): Promise<DiffReport> => {
    const before = await room.tryCard(earlier);
    const after = await room.tryCard(card, before.readings);
    const proof = compareProofs(provenBy(before), provenBy(after));
    return {
      score: card.name,
      as_of: room.asOf,
      before: { version: earlier.version, from: against.from },
      after: { version: card.version, from: file },
      changes: scorecardChanges(against.card, card),
      day: compareDays(dayOf(before), dayOf(after), room.accounts),
      proof,
      failed_gates: proof.gates.filter((gate) => gate.after.status === 'failed').map(({ gate }) => gate),
    };
  });
  const isBroken = options.failOnGate === true && report.failed_gates.length > 0;
  return { exitCode: isBroken ? EXIT.failed : EXIT.done, result: report, text: diffText(report) };
}
