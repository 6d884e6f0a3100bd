import { setImmediate } from 'node:timers/promises';
import { dimensionScores } from '../../core/score/dimension-scores.ts';
import { scoreAccounts } from '../../core/score/score-accounts.ts';
import type { AppendColumn, Session } from '../../ports/warehouse.ts';
import type { BandHistory } from './band-history.ts';
import { type CardSet, numbers, rowsByCard } from './card-set.ts';
import { DatedCards } from './dated-cards.ts';
import { Explanation } from './explanation.ts';
import { featureBatches } from './feature-batches.ts';
import { readAhead } from './read-ahead.ts';
import { keyColumns, type PairFeatures, sliceFeatures } from './read-features.ts';
import { emptyReading, readHistories } from './read-history.ts';
import { appendScratch, type ScoreScratch } from './score-scratch.ts';
import type { ScoreWork } from './score-work.ts';
import { ScoredRows } from './scored-rows.ts';

/** Rows that are scored at once: their columns stay near the processor. */
const PIECE = 2048;

/** Rows `from` up to and not including `to` of a batch. */
interface Run {
  readonly from: number;
  readonly to: number;
}

/**
 * Scores the dates of one scorecard into the scratch catalog, oldest first, and explains those that are read. While a batch is
 * scored the next one is read, on a connection of its own.
 *
 * @param calendar the calendar's dates, sorted
 * @param note told how many of all pairs are done
 */
export async function scoreIntoScratch(
  session: Session,
  work: ScoreWork,
  calendar: readonly string[],
  note: (done: number, total: number) => void,
): Promise<void> {
  const { dates, scratch, set } = work;
  const explanation = new Explanation(session, scratch);
  const cards = new DatedCards(set, work.parameters);
  const total = pairsOf(scratch, [...dates.explain, ...dates.rescore]);
  const reader = await session.another();
  const batches = (of: readonly string[]) => readAhead(featureBatches(reader, set.slots, scratch, of));
  let done = 0;
  try {
    for await (const batch of batches(dates.explain)) {
      await explainBatch(work, { explanation, cards }, batch);
      done += batch.rows;
      note(done, total);
    }
    const [first] = dates.rescore;
    if (first === undefined) return;
    const histories = await readHistories(session, work, first, calendar);
    for await (const batch of batches(dates.rescore)) {
      const columns = await scoreBatch(work, { explanation, histories, cards }, batch);
      await appendScratch(session, scratch, 'rows', columns);
      done += batch.rows;
      note(done, total);
    }
  } finally {
    reader.close();
  }
}

async function explainBatch(
  work: ScoreWork,
  { explanation, cards }: Pick<Scoring, 'explanation' | 'cards'>,
  batch: PairFeatures,
): Promise<void> {
  for (const run of runsOfOneDay(batch)) {
    const day = cards.at(dayOf(work, batch, run));
    for (const piece of pieces(run)) await scorePiece(day, batch, piece, { explanation });
  }
}

interface Scoring {
  readonly explanation: Explanation;
  readonly histories: readonly BandHistory[];
  readonly cards: DatedCards;
}

async function scoreBatch(
  work: ScoreWork,
  { explanation, histories, cards: dated }: Scoring,
  batch: PairFeatures,
): Promise<AppendColumn[]> {
  const { dates } = work;
  const scores = new ScoredRows(batch.rows, work.set.dimensionNames.length);
  /** By row: index of the card that counts for it. */
  const cards = new Uint8Array(batch.rows);
  for (const run of runsOfOneDay(batch)) {
    const day = dayOf(work, batch, run);
    const into = dates.explained.has(day) ? { explanation, scores, cards } : { scores, cards };
    for (const piece of pieces(run)) await scorePiece(dated.at(day), batch, piece, into);
    setBands(work, batch, run, { scores, cards, histories });
  }
  return [...keyColumns(batch), ...scores.columns()];
}

/** Scores some rows of a batch, each by the card that counts for it. */
async function scorePiece(
  set: CardSet,
  batch: PairFeatures,
  { from, to }: Run,
  into: { explanation?: Explanation; scores?: ScoredRows; cards?: Uint8Array },
): Promise<void> {
  const piece = sliceFeatures(batch, from, to);
  for (const part of rowsByCard(set, piece)) {
    const card = set.cards[part.card];
    if (!card) continue;
    const scored = scoreAccounts(card, part.features);
    const rows = part.rows.map((r) => from + r);
    into.scores?.setScores(rows, scored);
    const numbers = card.dimensions.map(({ name }) => set.dimensionNames.indexOf(name));
    into.scores?.setDimensions(rows, dimensionScores(card, scored), numbers);
    if (into.cards && part.card > 0) for (const r of rows) into.cards[r] = part.card;
    if (into.explanation) await into.explanation.add(card, part, { keys: piece.keys, scored });
  }
  // Lets signals in.
  await setImmediate();
}

/** Once all rows of a day are scored, that day is a reading, and each card sees the bands of its own rows. */
function setBands(
  { set, scratch }: ScoreWork,
  batch: PairFeatures,
  { from, to }: Run,
  scored: { scores: ScoredRows; cards: Uint8Array; histories: readonly BandHistory[] },
): void {
  const accounts = batch.keys.get('account_no') ?? new Int32Array();
  const reading = emptyReading(scratch.accounts);
  for (let r = from; r < to; r++) {
    const account = accounts[r] ?? 0;
    reading.ticks[account] = scored.scores.score[r] ?? 0;
    reading.decided[account] = scored.scores.decided[r] ?? 0;
  }
  const all = numbers(from, to);
  scored.histories.forEach((history, c) => {
    history.push(reading);
    const rows = set.cards.length === 1 ? all : all.filter((r) => scored.cards[r] === c);
    const folded = history.bands(rows.map((r) => accounts[r] ?? 0));
    const names = set.cards[c]?.card.bands.map(({ name }) => set.bandNames.indexOf(name)) ?? [];
    scored.scores.setBands(rows, folded, names);
  });
}

/** The date of a run of one day. */
function dayOf({ scratch }: ScoreWork, batch: PairFeatures, { from }: Run): string {
  return scratch.days[batch.keys.get('day_no')?.[from] ?? -1] ?? '';
}

function* runsOfOneDay({ keys }: PairFeatures): Generator<Run> {
  const days = keys.get('day_no') ?? new Int32Array();
  for (let from = 0; from < days.length; ) {
    let to = from + 1;
    while (to < days.length && days[to] === days[from]) to++;
    yield { from, to };
    from = to;
  }
}

function* pieces(run: Run): Generator<Run> {
  for (let from = run.from; from < run.to; from += PIECE) yield { from, to: Math.min(from + PIECE, run.to) };
}

function pairsOf(scratch: ScoreScratch, dates: readonly string[]): number {
  return dates.reduce((sum, date) => sum + (scratch.pairs.get(date) ?? 0), 0);
}
