import { setImmediate } from 'node:timers/promises';
import { scoreAccounts } from '../../core/score/score-accounts.ts';
import { ABSENT } from '../../core/score/ticks.ts';
import type { Session } from '../../ports/warehouse.ts';
import type { BandHistory } from './band-history.ts';
import { Explanation } from './explanation.ts';
import { featureBatches } from './feature-batches.ts';
import { joinExplanation } from './join-explanation.ts';
import { type PairFeatures, sliceFeatures } from './read-features.ts';
import { readHistory } from './read-history.ts';
import { appendScratch, type ScoreScratch } from './score-scratch.ts';
import type { ScoreWork } from './score-work.ts';
import { ScoredRows } from './scored-rows.ts';

/** Rows that are scored at once: their columns stay near the processor. */
const PIECE = 16_384;

/** Rows `from` up to and not including `to` of a batch. */
interface Run {
  readonly from: number;
  readonly to: number;
}

/**
 * Scores the dates of one scorecard into the scratch catalog, oldest first, and explains those that are read.
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
  const { dates, scratch, slots } = work;
  const explanation = new Explanation(session, scratch, work.card);
  const total = pairsOf(scratch, [...dates.explain, ...dates.rescore]);
  let done = 0;
  for await (const batch of featureBatches(session, slots, scratch, dates.explain)) {
    await explainBatch(work, explanation, batch);
    done += batch.rows;
    note(done, total);
  }
  const [first] = dates.rescore;
  if (first !== undefined) {
    const history = await readHistory(session, work, first, calendar);
    for await (const batch of featureBatches(session, slots, scratch, dates.rescore)) {
      const columns = await scoreBatch(work, { explanation, history }, batch);
      await appendScratch(session, scratch, 'rows', columns);
      done += batch.rows;
      note(done, total);
    }
  }
  await joinExplanation(session, work);
}

async function explainBatch(work: ScoreWork, explanation: Explanation, batch: PairFeatures): Promise<void> {
  for (const { from, to } of pieces({ from: 0, to: batch.rows })) {
    const features = sliceFeatures(batch, from, to);
    await explanation.add(features, scoreAccounts(work.card, features));
    await setImmediate();
  }
}

async function scoreBatch(
  { card, dates, scratch }: ScoreWork,
  { explanation, history }: { explanation: Explanation; history: BandHistory },
  batch: PairFeatures,
) {
  const accounts = batch.keys.get('account_no') ?? new Int32Array();
  const days = batch.keys.get('day_no') ?? new Int32Array();
  const scores = new ScoredRows(batch.rows);
  for (const run of runsOfOneDay(days)) {
    const isExplained = dates.explained.has(scratch.days[days[run.from] ?? -1] ?? '');
    for (const { from, to } of pieces(run)) {
      const features = sliceFeatures(batch, from, to);
      const scored = scoreAccounts(card, features);
      scores.setScores(from, scored);
      if (isExplained) await explanation.add(features, scored);
      // Lets signals in, and the database begin with the next batch.
      await setImmediate();
    }
    const present = accounts.subarray(run.from, run.to);
    history.push(readingOf(present, scores.score.subarray(run.from, run.to), scratch.accounts));
    scores.setBands(run.from, history.bands(present));
  }
  return scores.columns(accounts, days);
}

function readingOf(accounts: Int32Array, ticks: Int32Array, count: number): Int32Array {
  const reading = new Int32Array(count).fill(ABSENT);
  for (let r = 0; r < accounts.length; r++) reading[accounts[r] ?? 0] = ticks[r] ?? ABSENT;
  return reading;
}

function* runsOfOneDay(days: Int32Array): Generator<Run> {
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
