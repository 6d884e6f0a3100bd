import type { CardSet } from './card-set.ts';
import type { ParametersByDate } from './parameters.ts';
import type { ScoreDates } from './score-dates.ts';
import type { ScoreScratch } from './score-scratch.ts';

/** One scorecard and what is to be done for it. */
export interface ScoreWork {
  readonly set: CardSet;
  /** What it learnt from peers, by date; empty for a card that goes by none. */
  readonly parameters: ParametersByDate;
  readonly dates: ScoreDates;
  /** By date: the newest sequence number of what a score of that date is made from. */
  readonly sequences: ReadonlyMap<string, number>;
  readonly scratch: ScoreScratch;
}
