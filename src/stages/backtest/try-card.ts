import type { Decisions } from '../../core/backtest/decisions.ts';
import { pickReadings } from '../../core/backtest/pick-readings.ts';
import type { Today } from '../../core/backtest/score-proof.ts';
import type { PublishedReadings } from '../../core/backtest/study-champion.ts';
import type { Scorecard } from '../../core/config/scorecard-schema.ts';
import { type CalendarRule, calendarDates } from '../../core/plan/calendar.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Events } from '../../ports/events.ts';
import type { Session } from '../../ports/warehouse.ts';
import { cardSet } from '../score/card-set.ts';
import { scoreAccounts } from '../score/score.ts';
import { createBacktestTables } from './backtest-tables.ts';
import { readDay } from './read-day.ts';
import { readDecisions } from './read-decisions.ts';
import { readPortfolio } from './read-portfolio.ts';
import { readReadings } from './read-study.ts';
import { type Rescore, rescoring } from './rescoring.ts';
import { stageFeature } from './stage-feature.ts';
import { frameOf, HEADLINE_HORIZON, type StudiedScore, studyScore } from './study-score.ts';

export interface TrialContext {
  /** A connection of a trial world. */
  readonly session: Session;
  readonly events: Events;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export interface TrialInput {
  /** schema.name of the renewal decisions. */
  readonly decisions: string;
  readonly profile: string;
  readonly asOf: string;
  readonly calendar: CalendarRule;
}

/** What would stand in the tables, had every date been scored by a card. */
export interface Trial extends StudiedScore {
  readonly card: Scorecard;
  readonly today: Today;
  /** How it read the decisions, for another to be judged beside. */
  readonly readings: PublishedReadings;
  /** The decisions of `data`, and the accounts of `today`, by another card that reads the same features. */
  readonly rescoreDecisions: Rescore;
  readonly rescoreToday: Rescore;
}

/**
 * Scores the whole calendar by a card, as a run would, bands by their fold included, and proves it by the past renewals.
 *
 * @param champion readings that the gate `not_worse` compares with
 */
export async function tryCard(
  context: TrialContext,
  input: TrialInput,
  { card, champion }: { card: Scorecard; champion: PublishedReadings | null },
): Promise<Trial> {
  const { session, signal } = context;
  const { asOf, profile } = input;
  signal.throwIfAborted();
  const calendar = calendarDates(input.calendar, asOf);
  const wanted = [...new Set([...calendar, asOf])].sort();
  const scorecards = [{ file: `models/scores/${card.name}.yml`, card }];
  await scoreAccounts(context, {
    engine: 'trial',
    scorecards,
    profile,
    wanted,
    asOf,
    calendar: input.calendar,
  });
  await createBacktestTables(session);
  const decisions = await readDecisions(session, input.decisions);
  const stage = await stageFeature(session, profile);
  const request = { set: cardSet(card), decisions, asOf, calendar, stage };
  const studied = await studyScore(session, {
    ...request,
    published: champion,
    engine: null,
    onHorizon: () => undefined,
  });
  return {
    ...studied,
    card,
    readings: readingsOf(studied, decisions),
    ...(await keepFeatures(session, request, studied)),
  };
}

async function keepFeatures(
  session: Session,
  request: Parameters<typeof frameOf>[1],
  { data }: StudiedScore,
): Promise<Pick<Trial, 'today' | 'rescoreDecisions' | 'rescoreToday'>> {
  const { asOf, calendar, decisions } = request;
  const frame = await frameOf(session, request);
  const today = await readPortfolio(session, frame, asOf);
  const picked = pickReadings(decisions, HEADLINE_HORIZON, { calendar, asOf });
  const [read] = await readReadings(session, frame, [picked]);
  if (!read) throw new Error('one horizon was asked for');
  const { found } = read;
  const numbers = found.keys.get('row_no') ?? new Int32Array();
  const rowOf = new Map([...numbers].map((decision, row) => [decision, row]));
  const accounts = today.accounts.length;
  const day = await readDay(session, frame.set.slots, { asOf, rows: accounts });
  return {
    today,
    rescoreDecisions: rescoring(frame.dated, found, {
      asOf: (row) => picked.asOf[numbers[row] ?? 0] ?? '',
      rows: data.decisionRows.map((decision) => rowOf.get(decision) ?? 0),
    }),
    rescoreToday: rescoring(frame.dated, day, {
      asOf: () => asOf,
      rows: Int32Array.from({ length: accounts }, (_, row) => row),
    }),
  };
}

function readingsOf({ study, data }: StudiedScore, { ids }: Decisions): PublishedReadings {
  const rows = [...data.decisionRows].map(
    (decision, row) => [ids[decision] ?? '', data.scores[row] ?? 0] as const,
  );
  return { version: study.version, hash: study.hash, horizon: HEADLINE_HORIZON, scores: new Map(rows) };
}
