import { auc } from '../stats/auc.ts';
import { assignBins, quantileBinning } from '../stats/binning.ts';
import { tooFew } from '../stats/by-segment.ts';
import { countClasses } from '../stats/count-classes.ts';
import { estimate } from '../stats/estimate.ts';
import { benjaminiHochberg } from '../stats/false-discovery.ts';
import { informationValue } from '../stats/information-value.ts';
import { pointBiserial } from '../stats/point-biserial.ts';
import { spearman } from '../stats/spearman.ts';
import type { MeasureStudy, TestedEstimate } from './horizon-study.ts';
import type { MeasureColumn, SubjectColumn } from './study-data.ts';

const BINS = 5;
/** p within .005 where it matters, at .05. */
const PERMUTATIONS = 1999;

type Untold = Omit<MeasureStudy, 'q' | 'pointBiserial' | 'informationValue'> & {
  readonly pointBiserial: TestedEstimate;
  readonly informationValue: TestedEstimate | null;
};

/**
 * Judges each subject by itself, over the decisions for which it had a value. q-values take one statistic over all subjects
 * given: so give those together that one would look through together.
 *
 * @param options.headline whether to add what is dear: p of Spearman by relabelling, and the information value
 */
export function studySubjects(
  subjects: readonly SubjectColumn[],
  churned: Uint8Array,
  options: { headline: boolean },
): MeasureStudy[] {
  const alone = subjects.map((subject) => studySubject(subject, churned, options));
  const qOf = (p: (study: Untold) => number | null) => benjaminiHochberg(alone.map(p)).q;
  const rank = qOf(({ spearman: { p } }) => p);
  const line = qOf((study) => study.pointBiserial.p);
  const information = qOf((study) => study.informationValue?.p ?? null);
  return alone.map((study, m) => ({
    ...study,
    q: rank[m] ?? null,
    pointBiserial: { ...study.pointBiserial, q: line[m] ?? null },
    informationValue: study.informationValue && { ...study.informationValue, q: information[m] ?? null },
  }));
}

/** Whether each measure was known, as something to judge; a measure that is always known, or never, says nothing. */
export function missingnessOf(measures: readonly MeasureColumn[]): SubjectColumn[] {
  return measures
    .filter(({ known }) => known.includes(0) && known.includes(1))
    .map(({ measure, known }) => ({ measure, values: known }));
}

function studySubject(
  { measure, values }: SubjectColumn,
  churned: Uint8Array,
  { headline }: { headline: boolean },
): Untold {
  const present = values.filter((value) => !Number.isNaN(value));
  const outcomes = churned.filter((_y, row) => !Number.isNaN(values[row]));
  const missing = values.length - present.length;
  const few = tooFew(countClasses(outcomes));
  const information = headline ? excessInformation(values, churned) : null;
  if (few) {
    const untested = { ...few, p: null };
    const none = { auc: few, spearman: untested, pointBiserial: untested };
    return { measure, missing, ...none, informationValue: information };
  }
  return {
    measure,
    missing,
    auc: auc(present, outcomes),
    spearman: spearman(present, outcomes, { permutations: headline ? PERMUTATIONS : 0 }),
    pointBiserial: pointBiserial(present, outcomes),
    informationValue: information,
  };
}

/** Over all decisions, the missing as a bin of their own. */
function excessInformation(values: Float64Array, churned: Uint8Array): TestedEstimate {
  const counts = countClasses(churned);
  const few = tooFew(counts);
  if (few) return { ...few, p: null };
  const found = informationValue(assignBins(values, quantileBinning(values, BINS)), churned);
  return { ...estimate(counts, found.excess ?? Number.NaN), p: found.p };
}
