import type { ScorecardDefinition } from '../../core/config/project.ts';
import type { Scorecard } from '../../core/config/scorecard-schema.ts';
import { type CalendarRule, calendarDates } from '../../core/plan/calendar.ts';
import { SPINE } from '../../core/plan/project-graph.ts';
import { literal } from '../../core/sql/quote.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Events } from '../../ports/events.ts';
import type { Meter } from '../../ports/meter.ts';
import type { Session } from '../../ports/warehouse.ts';
import { clockMeter, told } from '../spent.ts';
import { type CardSet, cardSet } from './card-set.ts';
import { commitScores } from './commit-scores.ts';
import { featureRelations } from './feature-slots.ts';
import { learnsFromPeers, windowOf } from './learn-parameters.ts';
import { parametersFor } from './parameters.ts';
import { requireBuiltColumns } from './require-built-columns.ts';
import { scoreDates } from './score-dates.ts';
import { scoreIntoScratch } from './score-into-scratch.ts';
import { createScratch, dropScratch } from './score-scratch.ts';
import { readSequences, readStoredDates } from './score-state.ts';
import { openScoreTables } from './score-tables.ts';
import { scoresSize } from './scores-size.ts';

export interface ScoreContext {
  /** A connection that sees the catalog `build` and whose current catalog is scratch: there `delta.score_*` is ours. */
  readonly session: Session;
  readonly events: Events;
  readonly clock: Clock;
  /** Without one, nobody looks at what a scorecard takes but its time. */
  readonly meter?: Meter;
  readonly signal: AbortSignal;
}

export interface ScoreInput {
  /** Fingerprint of the engine's code: what another engine scored is scored anew. */
  readonly engine: string;
  /** Those to be scored by. */
  readonly scorecards: readonly ScorecardDefinition[];
  /** Names of all scorecards that there are, where they are more than these: what yet others have scored goes. */
  readonly keep?: readonly string[] | undefined;
  /** schema.name of the feature model that describes the accounts. */
  readonly profile: string;
  /** As-of dates that must be right at the end: the calendar up to `asOf`, and `asOf`. */
  readonly wanted: readonly string[];
  readonly asOf: string;
  readonly calendar: CalendarRule;
}

/** What was done for one scorecard. */
interface ScoredCard {
  readonly score: string;
  readonly version: number;
  readonly hash: string;
  /** As-of dates that were scored anew. */
  readonly dates: readonly string[];
  /** As-of dates whose explanation stands now. */
  readonly explained: readonly string[];
  /** (account, date) pairs that were scored anew. */
  readonly rows: number;
  readonly milliseconds: number;
}

export interface ScoreReport {
  readonly scores: readonly ScoredCard[];
}

/**
 * Scores every live account on every wanted date that is not right, with its band and what it was made from, and writes
 * the explanation of the dates that are read: `asOf` and the calendar's last dates a week, a month and a quarter before.
 * Each scorecard is committed whole or not at all; a run that changes nothing writes nothing.
 */
export async function scoreAccounts(context: ScoreContext, input: ScoreInput): Promise<ScoreReport> {
  await openScoreTables(context.session, input.engine);
  const names = input.scorecards.map(({ card }) => card.name);
  await forgetOtherScores(context.session, input.keep ?? names);
  const scores: ScoredCard[] = [];
  for (const { card } of input.scorecards) {
    context.signal.throwIfAborted();
    scores.push(await scoreCard(context, input, card));
  }
  return Object.freeze({ scores });
}

async function scoreCard(
  { session, events, clock, meter = clockMeter(clock) }: ScoreContext,
  input: ScoreInput,
  card: Scorecard,
): Promise<ScoredCard> {
  const end = meter.begin();
  const set = cardSet(card);
  const relations = [...new Set([...featureRelations(set.slots), input.profile, SPINE])].sort();
  const built = await readSequences(session, { score: card.name, relations }, input.wanted);
  await requireBuiltColumns(session, card.name, set.slots);
  const sequences = peerSequences(set, built, input.calendar);
  const stored = await readStoredDates(session, card.name);
  const dates = scoreDates({ ...input, hash: set.hash, sequences, stored });
  const { rescore, explain, unexplain, drop, explained } = dates;
  if (rescore.length + explain.length + unexplain.length + drop.length > 0) {
    const scratch = await createScratch(session, [...explain, ...rescore].sort(), set.cards);
    const parameters = await parametersFor(session, set, dates, input.calendar);
    const work = { set, dates, sequences, scratch, parameters };
    const calendar = calendarDates(input.calendar, input.asOf);
    await scoreIntoScratch(session, work, calendar, (done, total) =>
      events.emit({ kind: 'progress', stage: 'score', done, total, what: `rows of ${card.name}` }),
    );
    await commitScores(session, work);
    await dropScratch(session, set.cards);
  }
  const size = await scoresSize(session, card.name, rescore);
  const spent = end();
  const status = size.rows > 0 ? 'success' : 'unchanged';
  events.emit({ kind: 'node_finished', stage: 'score', node: card.name, status, ...size, ...told(spent) });
  const { name: score, version } = card;
  return {
    score,
    version,
    hash: set.hash,
    dates: rescore,
    explained: [...explained].sort(),
    rows: size.rows,
    milliseconds: spent.milliseconds,
  };
}

/** A card that compares with peers is made from all the dates of its window. */
function peerSequences(
  set: CardSet,
  sequences: ReadonlyMap<string, number>,
  calendar: CalendarRule,
): ReadonlyMap<string, number> {
  if (!learnsFromPeers(set)) return sequences;
  const newest = (date: string) =>
    windowOf(set, date, calendar).reduce((max, day) => Math.max(max, sequences.get(day) ?? 0), 0);
  return new Map([...sequences.keys()].map((date) => [date, newest(date)]));
}

/** A scorecard that is gone from the project leaves no scores behind. */
async function forgetOtherScores(session: Session, names: readonly string[]): Promise<void> {
  const kept = names.length > 0 ? `score_name not in (${names.map(literal).join(', ')})` : 'true';
  await session.transaction(async () => {
    for (const table of [
      'scores.scores',
      'scores.score_measures',
      'scores.score_parameters',
      'meta.score_state',
    ])
      await session.run(`delete from build.${table} where ${kept}`);
  });
}
