import type { Estimate } from '../stats/estimate.ts';
import type { LeftOut } from './pick-readings.ts';

/** An estimate with the chance that no relation at all would show as much, two-sided; null where it was not tested. */
export interface TestedEstimate extends Estimate {
  readonly p: number | null;
}

/** A tested estimate among many: p, corrected for all that were tested alike at this horizon (Benjamini-Hochberg). */
interface ScreenedEstimate extends TestedEstimate {
  readonly q: number | null;
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

/** Skill over all pairs beside skill over pairs of one group: what is left when the mix of groups explains nothing. */
export interface MixStudy {
  readonly by: 'segment' | 'lifecycle_stage';
  readonly groups: readonly SegmentStudy[];
  /** Over the decisions that have a group. */
  readonly pooled: Estimate;
  readonly within: Estimate;
  /** Whether the pooled interval clears chance and the one inside groups does not. */
  readonly onlyMix: boolean;
}

/** A measure, a dimension or whether a measure was known, by itself. */
export interface MeasureStudy {
  readonly measure: string;
  /** Decisions left out for this measure, because it had no value. */
  readonly missing: number;
  readonly auc: Estimate;
  /** Its p is that of the AUC too. */
  readonly spearman: TestedEstimate;
  /** p of `spearman`, corrected for all that were tested at this horizon (Benjamini-Hochberg). */
  readonly q: number | null;
  readonly pointBiserial: ScreenedEstimate;
  /** Information value less what noise would have, over fifths of the values and the missing; at the headline only. */
  readonly informationValue: ScreenedEstimate | null;
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
  /** AUC whose pairs count by their ARR; its interval, by account, at the headline's horizon only. */
  readonly aucByArr: Estimate;
  /** How pure the list of the riskiest stays as it grows; a useless score gets the churn rate, n1 of n. */
  readonly averagePrecision: Estimate;
  /** The widest gap between the shares of the churned and of the renewed at or below one score. */
  readonly ks: Estimate;
  readonly spearman: TestedEstimate;
  /** Spearman's correlation with the share of ARR that was renewed; at the headline's horizon only. */
  readonly arrKept: TestedEstimate | null;
  /** z of churn falling from band to band: negative when better bands churn less. */
  readonly bandTrend: TestedEstimate;
  /** Churn among the tenth with the lowest scores, as a multiple of all churn. */
  readonly topDecileLift: Estimate;
  /** Of the churned, and of the ARR that churned, the share that the tenth with the lowest scores held. */
  readonly recall: Estimate;
  readonly arrCaptured: Estimate;
  /** Share of the churned that stood in the best band. */
  readonly missedChurn: Estimate;
  /** Share of the worst band that renewed after all. */
  readonly falseAlarms: Estimate;
  readonly bands: readonly BandStudy[];
  readonly segments: readonly SegmentStudy[];
  /** By segment and by lifecycle stage. */
  readonly mixes: readonly MixStudy[];
  readonly measures: readonly MeasureStudy[];
  readonly dimensions: readonly MeasureStudy[];
  /** Whether each measure was known, as a measure: above 0.5, those it is unknown of churn more. */
  readonly missingness: readonly MeasureStudy[];
}
