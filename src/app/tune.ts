import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { sharesOf } from '../core/backtest/card-weights.ts';
import { compareDays, type DayComparison } from '../core/backtest/compare-days.ts';
import { EQUAL_WITHIN, type Tuning, tuneWeights } from '../core/backtest/tune-weights.ts';
import { type WeightShift, weightSensitivity } from '../core/backtest/weight-sensitivity.ts';
import type { ScorecardDefinition } from '../core/config/project.ts';
import { reweighScorecard } from '../core/config/reweigh-scorecard.ts';
import type { Scorecard } from '../core/config/scorecard-schema.ts';
import { canonicalScorecard } from '../core/score/canonical-scorecard.ts';
import { EXIT, fail } from '../errors.ts';
import type { Trial } from '../stages/backtest/try-card.ts';
import type { AppContext, CommandResult } from './context.ts';
import { findScorecard, parseCard } from './find-scorecard.ts';
import { loadProjectAt } from './load-project-at.ts';
import { dayOf } from './trial-parts.ts';
import { tuneText } from './tune-text.ts';
import { withTrial } from './with-trial.ts';

export interface TuneOptions {
  readonly score: string;
  readonly asOf?: string | undefined;
  /** Where the proposal goes, from the project on; .holdfast/proposals/<score>-v<next version>.yml without it. */
  readonly out?: string | undefined;
}

export interface TuneReport {
  readonly score: string;
  readonly version: number;
  readonly as_of: string;
  readonly horizon: number;
  readonly verdict: Tuning['verdict'];
  readonly equal_within: number;
  readonly penalty: Tuning['penalty'];
  readonly folds: Tuning['folds'];
  /** On decisions that no weights were learnt from. */
  readonly held_out: Pick<Tuning, 'human' | 'proposed' | 'difference'>;
  /** Shares of the whole score. */
  readonly weights: readonly {
    readonly measure: string;
    readonly human: number;
    readonly proposed: number;
  }[];
  /** What the proposal would change today; null where none is made. */
  readonly day: DayComparison | null;
  /** The file that was written; null where none is made. */
  readonly proposal: string | null;
  readonly sensitivity: readonly WeightShift[];
}

/**
 * Proposes weights for a scorecard from past renewals, where held-out ones say that they are better or as good; and says what
 * a fifth of each weight is worth. Writes a proposal beside the project; nothing changes by itself.
 * @throws HoldfastError unknownScore, tuningByPoints, usage, and as `withTrial`
 */
export async function tune(context: AppContext, options: TuneOptions): Promise<CommandResult<TuneReport>> {
  const loaded = await loadProjectAt(context);
  const definition = findScorecard(loaded.project, options.score);
  const { card } = definition;
  if (card.arithmetic === 'points') fail('tuningByPoints', { score: card.name });
  const path = proposalPath(context, options, card);
  const { report, tuned } = await withTrial(context, loaded, options.asOf, async (room) => {
    const human = await room.tryCard(card);
    const found = tuneWeights({ card, data: human.data, scoreBy: human.rescoreDecisions });
    const isOffered = found.card !== card;
    const proposed = isOffered ? await room.tryCard(found.card, human.readings) : null;
    const report: TuneReport = {
      ...{ score: card.name, version: card.version, as_of: room.asOf, horizon: human.data.horizon },
      ...{ verdict: found.verdict, equal_within: EQUAL_WITHIN, penalty: found.penalty, folds: found.folds },
      held_out: { human: found.human, proposed: found.proposed, difference: found.difference },
      weights: weightsOf(card, found.card),
      day: proposed && compareDays(dayOf(human), dayOf(proposed), room.accounts),
      proposal: isOffered ? relative(context.projectDir, path) : null,
      sensitivity: sensitivityOf(card, human),
    };
    return { report, tuned: found.card };
  });
  if (report.proposal !== null) await writeProposal(context, { definition, path, tuned });
  return { exitCode: EXIT.done, result: report, text: tuneText(report) };
}

/** Not where it would be taken for a scorecard of the project. */
function proposalPath({ projectDir }: AppContext, { out }: TuneOptions, card: Scorecard): string {
  const path = resolve(projectDir, out ?? `.holdfast/proposals/${card.name}-v${card.version + 1}.yml`);
  if (!relative(join(projectDir, 'models'), path).startsWith('..'))
    fail('usage', {
      detail: `--out ${out ?? ''} lies in models/: there it would be part of the project at once`,
    });
  return path;
}

function weightsOf(human: Scorecard, proposed: Scorecard): TuneReport['weights'] {
  const after = sharesOf(proposed);
  return [...sharesOf(human)].map(([measure, share]) => ({
    measure,
    human: share,
    proposed: after.get(measure) ?? 0,
  }));
}

function sensitivityOf(card: Scorecard, { data, rescoreDecisions, rescoreToday }: Trial): WeightShift[] {
  return weightSensitivity({ card, churned: data.churned, decisions: rescoreDecisions, today: rescoreToday });
}

/** The scorecard's own text with other weights and the next version; read again before it is written. */
async function writeProposal(
  context: AppContext,
  { definition, path, tuned }: { definition: ScorecardDefinition; path: string; tuned: Scorecard },
): Promise<void> {
  const { file, card } = definition;
  const wanted = { ...tuned, version: card.version + 1 };
  const text = reweighScorecard(await readFile(join(context.projectDir, file), 'utf8'), wanted);
  if (canonicalScorecard(parseCard(context, path, text)) !== canonicalScorecard(wanted))
    fail('defect', { detail: `the proposal for ${card.name} can't be written into the text of its file` });
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
