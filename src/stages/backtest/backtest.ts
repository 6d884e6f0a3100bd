import { metricRows } from '../../core/backtest/metric-rows.ts';
import { proofRows } from '../../core/backtest/proof-rows.ts';
import { suspectWords } from '../../core/backtest/suspect-words.ts';
import type { ScorecardDefinition } from '../../core/config/project.ts';
import { type CalendarRule, calendarDates } from '../../core/plan/calendar.ts';
import { fail, problem } from '../../errors.ts';
import type { Events } from '../../ports/events.ts';
import type { Session } from '../../ports/warehouse.ts';
import { cardSet } from '../score/card-set.ts';
import { createScoreTables } from '../score/score-tables.ts';
import { createBacktestTables } from './backtest-tables.ts';
import { readDecisions } from './read-decisions.ts';
import { readPublishedReadings, writeReadings } from './readings.ts';
import { stageFeature } from './stage-feature.ts';
import { HEADLINE_HORIZON, type ScoreStudy, studyScore } from './study-score.ts';
import { forgetOtherScores, writeMetrics } from './write-metrics.ts';

export interface BacktestContext {
  /** A connection that sees the catalog `build` and whose current catalog is scratch: there `delta.backtest_*` is ours. */
  readonly session: Session;
  readonly events: Events;
  readonly signal: AbortSignal;
}

export interface BacktestInput {
  /** Fingerprint of the engine's code: another one studies everything anew. */
  readonly engine: string;
  readonly scorecards: readonly ScorecardDefinition[];
  /** schema.name of the renewal decisions, in the session's current catalog. */
  readonly decisions: string;
  /** Day of the study: outcomes that became known on it or later are open. */
  readonly asOf: string;
  readonly calendar: CalendarRule;
  /** schema.name of the accounts' profile, whose lifecycle_stage, if it has one, divides the decisions. */
  readonly profile?: string | undefined;
}

export interface BacktestReport {
  readonly asOf: string;
  readonly headlineHorizon: number;
  /** All decisions there are, also those that are still open. */
  readonly decisions: number;
  readonly scores: readonly ScoreStudy[];
  /** What it comes to, in one line for all scores. */
  readonly verdict: string;
}

/**
 * Judges every score by the renewals that really happened: for each decision and horizon the score that a reader would have
 * seen then, from the scores and features that stand in the build file, against what became of the contract. Writes
 * build.backtest.metrics for that day and answers the same as data.
 *
 * @throws HoldfastError decisionsInvalid; leakFound when what was planted as a leak changed a result
 */
export async function backtest(context: BacktestContext, input: BacktestInput): Promise<BacktestReport> {
  const { session, signal, events } = context;
  await session.run('create schema if not exists delta');
  await createScoreTables(session);
  await createBacktestTables(session);
  await forgetOtherScores(
    session,
    input.asOf,
    input.scorecards.map(({ card }) => card.name),
  );
  const decisions = await readDecisions(session, input.decisions);
  const stage = await stageFeature(session, input.profile);
  const calendar = calendarDates(input.calendar, input.asOf);
  const scores: ScoreStudy[] = [];
  for (const { card, file } of input.scorecards) {
    signal.throwIfAborted();
    const what = `horizons of ${card.name}`;
    const onHorizon = (done: number, total: number) =>
      events.emit({ kind: 'progress', stage: 'backtest', done, total, what });
    const studied = await studyScore(session, {
      ...{ set: cardSet(card), decisions, asOf: input.asOf, calendar, stage, engine: input.engine },
      published: await readPublishedReadings(session, card.name),
      onHorizon,
    });
    const { study } = studied;
    refuseLeaks(study);
    tellSuspects(events, study, file);
    const rows = [
      ...study.horizons.flatMap((horizon) => metricRows(card.name, horizon)),
      ...proofRows(study),
    ];
    await writeMetrics(session, { score: card.name, asOf: input.asOf }, rows);
    await writeReadings(session, input.asOf, studied, decisions.ids);
    scores.push(study);
  }
  await session.run('drop table delta.backtest_decisions; drop table if exists delta.backtest_pairs');
  const text = scores.map((study) => study.verdict.text).join('; ');
  return Object.freeze({
    asOf: input.asOf,
    headlineHorizon: HEADLINE_HORIZON,
    decisions: decisions.rows,
    scores,
    verdict: text || 'there is no scorecard to judge',
  });
}

/** What ranks beyond belief is told, and not refused: it may be a feat, and only a reader of its SQL can say. */
function tellSuspects(events: Events, { score, proof }: ScoreStudy, file: string): void {
  for (const suspect of proof.suspects) {
    const told = problem(
      'tooGoodToBeTrue',
      { score, detail: suspectWords(suspect) },
      { file, severity: 'warning' },
    );
    events.emit({ kind: 'problem', problem: told });
  }
}

/** A back-test that lets a planted leak through proves nothing. */
function refuseLeaks({ score, proof }: ScoreStudy): void {
  const sung = proof.canaries.find(({ passed }) => passed === false);
  if (sung) fail('leakFound', { score, canary: sung.canary.replaceAll('_', ' '), detail: sung.detail });
}
