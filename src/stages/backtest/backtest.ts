import type { Decisions } from '../../core/backtest/decisions.ts';
import type { HorizonStudy } from '../../core/backtest/horizon-study.ts';
import { metricRows } from '../../core/backtest/metric-rows.ts';
import { HORIZONS, pickReadings } from '../../core/backtest/pick-readings.ts';
import { studyHorizon } from '../../core/backtest/study-horizon.ts';
import { type Verdict, verdict } from '../../core/backtest/verdict.ts';
import type { ScorecardDefinition } from '../../core/config/project.ts';
import type { Scorecard } from '../../core/config/scorecard-schema.ts';
import { type CalendarRule, calendarDates } from '../../core/plan/calendar.ts';
import type { Events } from '../../ports/events.ts';
import type { Session } from '../../ports/warehouse.ts';
import { type CardSet, cardSet } from '../score/card-set.ts';
import { createScoreTables } from '../score/score-tables.ts';
import { createBacktestTables } from './backtest-tables.ts';
import { joinReadings, studyNames } from './join-readings.ts';
import { readDecisions } from './read-decisions.ts';
import { readReadings } from './read-study.ts';
import { forgetOtherScores, writeMetrics } from './write-metrics.ts';

/** The horizon that a verdict speaks about: early enough to act, late enough to know something. */
const HEADLINE_HORIZON = 90;

export interface BacktestContext {
  /** A connection that sees the catalog `build` and whose current catalog is scratch: there `delta.backtest_*` is ours. */
  readonly session: Session;
  readonly events: Events;
  readonly signal: AbortSignal;
}

export interface BacktestInput {
  readonly scorecards: readonly ScorecardDefinition[];
  /** schema.name of the renewal decisions, in the session's current catalog. */
  readonly decisions: string;
  /** Day of the study: outcomes that became known on it or later are open. */
  readonly asOf: string;
  readonly calendar: CalendarRule;
}

/** What past renewals say about one score. */
export interface ScoreStudy {
  readonly score: string;
  readonly version: number;
  readonly hash: string;
  readonly verdict: Verdict;
  /** The study at `headlineHorizon`, which the verdict speaks about. */
  readonly headline: HorizonStudy;
  readonly horizons: readonly HorizonStudy[];
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
 * @throws HoldfastError decisionsInvalid
 */
export async function backtest(context: BacktestContext, input: BacktestInput): Promise<BacktestReport> {
  const { session, signal } = context;
  await session.run('create schema if not exists delta');
  await createScoreTables(session);
  await createBacktestTables(session);
  await forgetOtherScores(
    session,
    input.asOf,
    input.scorecards.map(({ card }) => card.name),
  );
  const decisions = await readDecisions(session, input.decisions);
  const scores: ScoreStudy[] = [];
  for (const { card } of input.scorecards) {
    signal.throwIfAborted();
    scores.push(await studyScore(context, input, decisions, card));
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

async function studyScore(
  context: BacktestContext,
  input: BacktestInput,
  decisions: Decisions,
  card: Scorecard,
): Promise<ScoreStudy> {
  const set = cardSet(card);
  const names = studyNames(decisions);
  const calendar = calendarDates(input.calendar, input.asOf);
  const horizons: HorizonStudy[] = [];
  for (const [done, horizon] of HORIZONS.entries()) {
    const picked = pickReadings(decisions, horizon, { calendar, asOf: input.asOf });
    const found = await readReadings(context.session, set, decisions, picked);
    const data = joinReadings({ set, names, horizon }, decisions, picked, found);
    horizons.push(studyHorizon(data, { byAccount: horizon === HEADLINE_HORIZON }));
    const what = `horizons of ${card.name}`;
    context.events.emit({
      kind: 'progress',
      stage: 'backtest',
      done: done + 1,
      total: HORIZONS.length,
      what,
    });
  }
  const rows = horizons.flatMap((study) => metricRows(card.name, study));
  await writeMetrics(context.session, { score: card.name, asOf: input.asOf }, rows);
  return summarise(set, horizons);
}

function summarise({ card, hash }: CardSet, horizons: readonly HorizonStudy[]): ScoreStudy {
  const { name: score, version } = card;
  const headline = horizons.find(({ horizon }) => horizon === HEADLINE_HORIZON);
  if (!headline) throw new Error('the headline horizon is not among the horizons');
  return { score, version, hash, verdict: verdict(score, headline), headline, horizons };
}
