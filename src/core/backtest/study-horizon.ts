import { auc } from '../stats/auc.ts';
import { bootstrapAuc } from '../stats/bootstrap-auc.ts';
import { tooFew } from '../stats/by-segment.ts';
import { cochranArmitage } from '../stats/cochran-armitage.ts';
import { countClasses } from '../stats/count-classes.ts';
import { type Estimate, estimate, withheld } from '../stats/estimate.ts';
import { falseAlarms, missedChurn } from '../stats/missed-churn.ts';
import { spearman } from '../stats/spearman.ts';
import { topShare } from '../stats/top-share.ts';
import { wilson } from '../stats/wilson.ts';
import type { HorizonStudy, TestedEstimate } from './horizon-study.ts';
import type { StudyData } from './study-data.ts';
import { studyMeasures } from './study-measures.ts';
import { studySegments } from './study-segments.ts';

const RISKIEST = 0.1;

/**
 * Judges a score by what became of the accounts, at one horizon. Statistics as src/core/stats defines them; none of them
 * is given for fewer than ten churned or ten renewed decisions, apart from shares, whose intervals say how little is known.
 *
 * @param options.byAccount whether to add the bootstrap over accounts, which costs about as much as all the rest
 */
export function studyHorizon(data: StudyData, options: { byAccount: boolean }): HorizonStudy {
  const { scores, churned, accounts, leftOut } = data;
  const few = tooFew(countClasses(churned));
  const unlessFew = <E extends Estimate>(compute: () => E): E | Estimate => few ?? compute();
  const tested = (compute: () => TestedEstimate): TestedEstimate => (few ? { ...few, p: null } : compute());
  return {
    horizon: data.horizon,
    decisions: { total: data.decisions, counted: scores.length, leftOut },
    auc: unlessFew(() => auc(scores, churned)),
    aucByAccount: options.byAccount ? unlessFew(() => bootstrapAuc({ scores, churned, accounts })) : null,
    spearman: tested(() => spearman(scores, churned)),
    topDecileLift: unlessFew(() => liftOf(scores, churned)),
    ...studyBands(data, tested),
    segments: studySegments(data),
    measures: studyMeasures(data),
  };
}

function liftOf(scores: Float64Array, churned: Uint8Array): Estimate {
  const { lift, reason, n, n1, n0 } = topShare(scores, churned, RISKIEST);
  return lift === null ? withheld({ n, n1, n0 }, reason ?? 'degenerate') : estimate({ n, n1, n0 }, lift);
}

function studyBands(
  { bands, bandNames, churned }: StudyData,
  tested: (compute: () => TestedEstimate) => TestedEstimate,
): Pick<HorizonStudy, 'bands' | 'bandTrend' | 'missedChurn' | 'falseAlarms'> {
  const totals = bandNames.map(() => 0);
  const lost = bandNames.map(() => 0);
  bands.forEach((band, row) => {
    totals[band] = (totals[band] ?? 0) + 1;
    lost[band] = (lost[band] ?? 0) + (churned[row] ?? 0);
  });
  const inBand = (wanted: number) => bands.map((band) => (band === wanted ? 1 : 0));
  return {
    bands: bandNames.map((band, b) => ({ band, churnRate: wilson(lost[b] ?? 0, totals[b] ?? 0) })),
    bandTrend: tested(() => cochranArmitage(lost, totals)),
    missedChurn: missedChurn(inBand(bandNames.length - 1), churned),
    falseAlarms: falseAlarms(inBand(0), churned),
  };
}
