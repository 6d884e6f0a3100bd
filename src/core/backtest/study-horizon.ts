import { arrCapture, arrCaptureOfBlocks } from '../stats/arr-capture.ts';
import { auc } from '../stats/auc.ts';
import { averagePrecision, precisionOfBlocks } from '../stats/average-precision.ts';
import { bootstrapAuc } from '../stats/bootstrap-auc.ts';
import { tooFew } from '../stats/by-segment.ts';
import { cochranArmitage } from '../stats/cochran-armitage.ts';
import { countClasses } from '../stats/count-classes.ts';
import { type Estimate, estimate, withheld } from '../stats/estimate.ts';
import { ks } from '../stats/ks.ts';
import { falseAlarms, missedChurn } from '../stats/missed-churn.ts';
import { retentionCorrelation } from '../stats/retention-correlation.ts';
import { reweightedBlocks } from '../stats/reweighted-blocks.ts';
import { takeRows } from '../stats/rows-by-group.ts';
import { spearman } from '../stats/spearman.ts';
import { topShare, topShareOfBlocks } from '../stats/top-share.ts';
import { wilson } from '../stats/wilson.ts';
import type { HorizonStudy, TestedEstimate } from './horizon-study.ts';
import { overAccounts } from './over-accounts.ts';
import type { StudyData } from './study-data.ts';
import { missingnessOf, studySubjects } from './study-measures.ts';
import { studyMix } from './study-mix.ts';

const RISKIEST = 0.1;

/**
 * Judges a score by what became of the accounts, at one horizon. Statistics as src/core/stats defines them; none of them
 * is given for fewer than ten churned or ten renewed decisions, apart from shares, whose intervals say how little is known.
 *
 * @param options.headline whether to add what is dear: bootstraps over accounts, relabellings and information values
 */
export function studyHorizon(data: StudyData, options: { headline: boolean }): HorizonStudy {
  const { scores, churned, accounts, leftOut } = data;
  const few = tooFew(countClasses(churned));
  const unlessFew = <E extends Estimate>(compute: () => E): E | Estimate => few ?? compute();
  const tested = (compute: () => TestedEstimate): TestedEstimate => (few ? { ...few, p: null } : compute());
  const mixes = [
    studyMix(data, 'segment', data.segments),
    studyMix(data, 'lifecycle_stage', data.stages),
  ] as const;
  return {
    horizon: data.horizon,
    decisions: { total: data.decisions, counted: scores.length, leftOut },
    auc: unlessFew(() => auc(scores, churned)),
    aucByAccount: options.headline ? unlessFew(() => bootstrapAuc({ scores, churned, accounts })) : null,
    ks: unlessFew(() => ks(scores, churned)),
    spearman: tested(() => spearman(scores, churned, options.headline ? {} : { permutations: 0 })),
    arrKept: options.headline ? tested(() => studyKept(data)) : null,
    ...studyTop(data, few),
    ...studyMoney(data, options),
    ...studyBands(data, tested),
    segments: mixes[0].groups,
    mixes,
    measures: studySubjects(data.measures, churned, options),
    dimensions: studySubjects(data.dimensions, churned, options),
    missingness: studySubjects(missingnessOf(data.measures), churned, options),
  };
}

function studyTop(
  { scores, churned, accounts }: StudyData,
  few: Estimate | null,
): Pick<HorizonStudy, 'averagePrecision' | 'topDecileLift' | 'recall'> {
  if (few) return { averagePrecision: few, topDecileLift: few, recall: few };
  const { lift, capture, reason, n, n1, n0 } = topShare(scores, churned, RISKIEST);
  const given = (value: number | null) =>
    value === null ? withheld({ n, n1, n0 }, reason ?? 'degenerate') : estimate({ n, n1, n0 }, value);
  const blocks = reweightedBlocks(scores);
  const again = (times: Float64Array) => topShareOfBlocks(blocks(churned, times), RISKIEST);
  return {
    averagePrecision: overAccounts(averagePrecision(scores, churned), { accounts, churned }, (times) =>
      precisionOfBlocks(blocks(churned, times)),
    ),
    topDecileLift: overAccounts(given(lift), { accounts, churned }, (times) => again(times).lift),
    recall: overAccounts(given(capture), { accounts, churned }, (times) => again(times).capture),
  };
}

/** Over the decisions whose ARR is known before and after. */
function studyKept({ scores, arrBefore, arrAfter }: StudyData): TestedEstimate {
  const known = Uint32Array.from(scores.keys()).filter(
    (row) => !Number.isNaN(arrBefore[row]) && !Number.isNaN(arrAfter[row]),
  );
  return retentionCorrelation({
    scores: takeRows(scores, known),
    before: takeRows(arrBefore, known),
    after: takeRows(arrAfter, known),
  });
}

interface MoneyRows {
  readonly scores: Float64Array;
  readonly churned: Uint8Array;
  readonly accounts: Uint32Array;
  /** Whole cents, so that weighing them by how often a row was drawn is exact. */
  readonly arr: Float64Array;
}

/** Over the decisions whose ARR is known. */
function studyMoney(
  data: StudyData,
  { headline }: { headline: boolean },
): Pick<HorizonStudy, 'aucByArr' | 'arrCaptured'> {
  const has = (_: number, row: number) => (data.arrBefore[row] ?? Number.NaN) >= 0;
  const arr = data.arrBefore.filter(has);
  const [scores, churned, accounts] = [
    data.scores.filter(has),
    data.churned.filter(has),
    data.accounts.filter(has),
  ];
  const few = tooFew(countClasses(churned));
  if (few) return { aucByArr: few, arrCaptured: few };
  return {
    aucByArr: bootstrapAuc({ scores, churned, accounts, arr }, { replicates: headline ? 1000 : 300 }),
    arrCaptured: studyCapture({ scores, churned, accounts, arr }),
  };
}

/** Share of the churned ARR that the tenth with the lowest scores held. */
function studyCapture(rows: MoneyRows): Estimate {
  const { scores, churned, arr } = rows;
  const counted = reweightedBlocks(scores);
  const weighed = reweightedBlocks(scores);
  const money = new Float64Array(arr.length);
  const again = (times: Float64Array): number => {
    let drawn = 0;
    for (let row = 0; row < times.length; row += 1) {
      drawn += times[row] as number;
      money[row] = (times[row] as number) * (arr[row] as number);
    }
    return arrCaptureOfBlocks(counted(churned, times), weighed(churned, money), RISKIEST * drawn);
  };
  return overAccounts(arrCapture({ scores, churned, arr }, RISKIEST * scores.length), rows, again);
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
