import type { Decisions } from '../../core/backtest/decisions.ts';
import type { HorizonStudy } from '../../core/backtest/horizon-study.ts';
import { lastOnOrBefore } from '../../core/backtest/last-on-or-before.ts';
import type { Timing } from '../../core/backtest/measure-timing.ts';
import { HORIZONS, pickReadings } from '../../core/backtest/pick-readings.ts';
import { proveScore, type ScoreProof } from '../../core/backtest/score-proof.ts';
import type { PublishedReadings } from '../../core/backtest/study-champion.ts';
import type { StudyData } from '../../core/backtest/study-data.ts';
import { onTheDay, type PastProof } from '../../core/backtest/study-past.ts';
import { type Verdict, verdict } from '../../core/backtest/verdict.ts';
import { compareText } from '../../core/config/canonical-json.ts';
import type { Session } from '../../ports/warehouse.ts';
import type { CardSet } from '../score/card-set.ts';
import { DatedCards } from '../score/dated-cards.ts';
import { learnsFromPeers } from '../score/learn-parameters.ts';
import { readParameters } from '../score/parameters.ts';
import { joinReadings, type StudyFrame } from './join-readings.ts';
import { readLeadSeries } from './read-lead-series.ts';
import { readPortfolio } from './read-portfolio.ts';
import { readReadings } from './read-study.ts';
import { studyAgain } from './study-again.ts';
import { upcomingDecisions } from './upcoming-decisions.ts';

/** The horizon that a verdict speaks about: early enough to act, late enough to know something. */
export const HEADLINE_HORIZON = 90;
/** Days between the two portfolios that drift is measured between: a quarter. */
const DRIFT_DAYS = 90;

/** What past renewals say about one score. */
export interface ScoreStudy {
  readonly score: string;
  readonly version: number;
  readonly hash: string;
  readonly verdict: Verdict;
  /** The study at `headlineHorizon`, which the verdict speaks about. */
  readonly headline: HorizonStudy;
  readonly horizons: readonly HorizonStudy[];
  /** How early, how sure, in money, and whether anything speaks against it; at the headline's horizon. */
  readonly proof: ScoreProof;
}

/** One score's study, and the data behind its headline. */
export interface StudiedScore {
  readonly study: ScoreStudy;
  readonly data: StudyData;
}

export interface StudyRequest {
  readonly set: CardSet;
  readonly decisions: Decisions;
  readonly asOf: string;
  /** Regular as-of dates, up to the study. */
  readonly calendar: readonly string[];
  /** model.column of the lifecycle stage; null where there is none. */
  readonly stage: string | null;
  readonly published: PublishedReadings | null;
  /** Fingerprint of the engine, by which studies of an unchanged past are kept; null where none is: in a trial. */
  readonly engine: string | null;
  readonly onHorizon: (done: number, total: number) => void;
}

/** Studies one score at every horizon, and proves it at the headline's. */
export async function studyScore(session: Session, request: StudyRequest): Promise<StudiedScore> {
  const { set, decisions, asOf, calendar, engine } = request;
  const frame = await frameOf(session, request);
  const horizons: HorizonStudy[] = [];
  let [data, proof]: [StudyData | null, PastProof | null] = [null, null];
  const wanted = HORIZONS.map((horizon) => ({
    horizon,
    ...pickReadings(decisions, horizon, { calendar, asOf }),
  }));
  for (const { picked, found: read } of await readReadings(session, frame, wanted)) {
    const { horizon } = picked;
    const found = joinReadings(frame, horizon, picked, read);
    const headline = horizon === HEADLINE_HORIZON;
    const past = await studyAgain(session, { score: set.card.name, engine }, found, { headline });
    horizons.push(onTheDay(past, found));
    if (headline) [data, proof] = [found, past.proof];
    request.onHorizon(horizons.length, HORIZONS.length);
  }
  if (data === null || proof === null) throw new Error('the headline horizon is not among the horizons');
  return { study: await summarise(session, { ...request, frame, horizons, data, past: proof }), data };
}

/** What all readings of a request's decisions are made from. */
export async function frameOf(
  session: Session,
  request: Omit<StudyRequest, 'published' | 'engine' | 'onHorizon'>,
): Promise<StudyFrame> {
  const { set, decisions, stage, calendar, asOf } = request;
  const dates = [...new Set([...calendar, asOf])];
  const learnt = learnsFromPeers(set) ? await readParameters(session, set, dates) : new Map();
  return { set, dated: new DatedCards(set, learnt), decisions, stage };
}

async function summarise(
  session: Session,
  request: StudyRequest & {
    readonly frame: StudyFrame;
    readonly horizons: readonly HorizonStudy[];
    readonly data: StudyData;
    readonly past: PastProof;
  },
): Promise<ScoreStudy> {
  const { set, decisions, asOf, calendar, frame, horizons, data, past, published } = request;
  const { card, hash } = set;
  const headline = horizons.find(({ horizon }) => horizon === HEADLINE_HORIZON);
  if (!headline) throw new Error('the headline horizon is not among the horizons');
  const today = await readPortfolio(session, frame, asOf);
  const since = lastOnOrBefore(calendar, asOf, DRIFT_DAYS);
  const proof = proveScore({
    ...{
      score: card.name,
      hash,
      decisions,
      calendar,
      asOf,
      headline,
      horizons,
      data,
      past,
      today,
      published,
    },
    tags: tagsOf(set),
    gates: card.gates ?? {},
    goodFrom: card.bands.at(-1)?.from ?? card.scale.max,
    series: await readLeadSeries(session, card.name, { asOf, calendar }),
    before: since === null ? null : await readPortfolio(session, frame, since),
    upcoming: upcomingDecisions(decisions, today),
  });
  return {
    score: card.name,
    version: card.version,
    hash,
    verdict: verdict(card.name, headline),
    headline,
    horizons,
    proof,
  };
}

/** What the scorecard, or else the first variant that has it, says of each measure. */
function tagsOf({ cards }: CardSet): Map<string, Timing> {
  const tags = new Map<string, Timing>();
  for (const { measures } of cards) {
    for (const { name, spec } of measures) if (!tags.has(name)) tags.set(name, spec.timing);
  }
  return new Map([...tags].sort(([a], [b]) => compareText(a, b)));
}
