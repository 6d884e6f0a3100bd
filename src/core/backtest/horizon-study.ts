import type { Estimate } from '../stats/estimate.ts';
import type { LeftOut } from './pick-readings.ts';

/** An estimate with the chance that no relation at all would show as much, two-sided; null where it was not tested. */
export interface TestedEstimate extends Estimate {
  readonly p: number | null;
}

interface BandStudy {
  readonly band: string;
  /** Share of the band's decisions that churned, with Wilson's interval. */
  readonly churnRate: Estimate;
}

export interface SegmentStudy {
  readonly segment: string;
  /** Withheld where either outcome has fewer than ten decisions. */
  readonly auc: Estimate;
}

export interface MeasureStudy {
  readonly measure: string;
  /** Decisions left out for this measure, because it had no value. */
  readonly missing: number;
  readonly auc: Estimate;
  /** Its permutation p is that of the AUC too. */
  readonly spearman: TestedEstimate;
  /** p, corrected for all the measures tested at this horizon (Benjamini-Hochberg). */
  readonly q: number | null;
}

/** What past decisions say about a score, so many days ahead. Everything that compares outcomes needs ten of each. */
export interface HorizonStudy {
  readonly horizon: number;
  readonly decisions: {
    readonly total: number;
    readonly counted: number;
    readonly leftOut: Readonly<Record<LeftOut, number>>;
  };
  readonly auc: Estimate;
  /** The same AUC with an interval that knows which decisions belong to one account; at the headline's horizon only. */
  readonly aucByAccount: Estimate | null;
  readonly spearman: TestedEstimate;
  /** z of churn falling from band to band: negative when better bands churn less. */
  readonly bandTrend: TestedEstimate;
  /** Churn among the tenth with the lowest scores, as a multiple of all churn. */
  readonly topDecileLift: Estimate;
  /** Share of the churned that stood in the best band. */
  readonly missedChurn: Estimate;
  /** Share of the worst band that renewed after all. */
  readonly falseAlarms: Estimate;
  readonly bands: readonly BandStudy[];
  readonly segments: readonly SegmentStudy[];
  readonly measures: readonly MeasureStudy[];
}
