import { bandAt } from './band-at.ts';
import { BandFold, WINDOW } from './band-fold.ts';
import type { CompiledScorecard } from './compile-scorecard.ts';
import { noiseMargins } from './noise-margins.ts';
import { UNKNOWN_BAND } from './scored-accounts.ts';
import { ABSENT } from './ticks.ts';

/**
 * Why a band is what it is; the codes of `FoldedBands.reason`. `first`: nothing came before. `steady`: the score says the
 * same. `changed`: it moved on this reading. `within_margin`: the score has crossed a boundary, but not by the margin.
 * `awaiting`: it is clear of the boundary, but not yet for enough readings. `decided`: a rule or an override has spoken.
 */
export const BAND_REASONS = [
  'first',
  'steady',
  'changed',
  'within_margin',
  'awaiting',
  'unknown',
  'decided',
] as const;
type BandReason = (typeof BAND_REASONS)[number];

/** By account. Bands are indexes into the scorecard's bands, or UNKNOWN_BAND. */
export interface FoldedBands {
  readonly band: Uint8Array;
  readonly rawBand: Uint8Array;
  /** The band of the reading before, as it was then. */
  readonly previousBand: Uint8Array;
  /** 1 where there was a reading before. */
  readonly hasPrevious: Uint8Array;
  readonly reason: Uint8Array;
}

/**
 * Bands that do not flap: a band changes when the score has been clear of its boundary by the margin on so many readings in
 * a row. The band is a fold over the last 26 readings and over nothing else, so it can be replayed for any day; the margin
 * rests on the same 26 where it is the account's own, and that of the band before on those before.
 *
 * @param readings scores in ticks by account, one array a reading, oldest first, the last being the day in question.
 *   WITHHELD where the account could not be judged, ABSENT where it was not there. Bring 27, for `previousBand` to be what
 *   it was; earlier ones are not looked at.
 * @param decided by reading and account, 1 where a rule or an override made the score (`ScoredAccounts.decided`): the band
 *   follows such a reading at once, and has to earn its way back by the usual margin and readings
 */
export function foldBands(
  card: CompiledScorecard,
  readings: readonly Int32Array[],
  decided: readonly Uint8Array[] = [],
): FoldedBands {
  const used = readings.slice(-WINDOW - 1);
  const decides = decided.slice(-WINDOW - 1);
  const accounts = readings.at(-1)?.length ?? 0;
  const column = () => new Uint8Array(accounts);
  const folded = { band: column(), rawBand: column(), previousBand: column(), hasPrevious: column() };
  const reason = column();
  const fold = new BandFold(card, used.length);
  const last = used.length - 1;
  const margins = noiseMargins(card, used.slice(-WINDOW));
  const marginsBefore = noiseMargins(card, used.slice(0, -1).slice(-WINDOW));
  for (let a = 0; a < accounts; a++) {
    const margin = margins[a] ?? 0;
    // Where there was no reading before, there are no margins of it either, and no band.
    fold.load(used, a, { decided: decides, margin: marginsBefore[a] ?? margin });
    folded.previousBand[a] = fold.band(Math.max(0, last - WINDOW), last - 1);
    if (margin !== marginsBefore[a]) fold.load(used, a, { decided: decides, margin });
    folded.band[a] = fold.band(Math.max(0, last - WINDOW + 1), last);
    folded.rawBand[a] = bandAt(used[last]?.[a] ?? ABSENT, card.bandStarts);
    folded.hasPrevious[a] = (used[last - 1]?.[a] ?? ABSENT) === ABSENT ? 0 : 1;
    reason[a] = BAND_REASONS.indexOf(reasonOf(folded, a, { fold, last }));
  }
  return { ...folded, reason };
}

function reasonOf(
  folded: Omit<FoldedBands, 'reason'>,
  a: number,
  { fold, last }: { fold: BandFold; last: number },
): BandReason {
  const band = folded.band[a] ?? UNKNOWN_BAND;
  const previous = folded.previousBand[a] ?? UNKNOWN_BAND;
  if (band === UNKNOWN_BAND) return 'unknown';
  if (fold.isDecided(last)) return 'decided';
  if (fold.known(Math.max(0, last - WINDOW + 1), last) === 1) return 'first';
  if (previous !== UNKNOWN_BAND && previous !== band) return 'changed';
  if (folded.rawBand[a] === band) return 'steady';
  return fold.isClear(last, band) ? 'awaiting' : 'within_margin';
}
