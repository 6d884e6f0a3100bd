import { auc } from '../stats/auc.ts';
import { tooFew } from '../stats/by-segment.ts';
import { churnProbabilities } from '../stats/calibrator.ts';
import { countClasses } from '../stats/count-classes.ts';
import { type Estimate, estimate, withheld } from '../stats/estimate.ts';
import { meanAndVariance } from '../stats/mean-and-variance.ts';
import { pairedDelong } from '../stats/paired-delong.ts';
import { studentReach } from '../stats/student-t.ts';
import type { TestedEstimate } from './horizon-study.ts';
import type { OutcomeFold } from './learn-outcomes.ts';
import type { StudyData } from './study-data.ts';

/** What people and rules did to the score, and whether it helped. Over decisions that had a score without them too. */
export interface OverrideStudy {
  /** Decisions whose score had been set by hand. */
  readonly overridden: number;
  /** Decisions whose score a rule had changed. */
  readonly ruled: number;
  readonly final: Estimate;
  readonly withoutOverrides: Estimate;
  readonly withoutRules: Estimate;
  /** AUC with overrides less that without, by paired DeLong: above 0 they helped. */
  readonly overrideGain: TestedEstimate;
  /** The same of rules and overrides together. */
  readonly gain: TestedEstimate;
  readonly authors: readonly AuthorStudy[];
}

interface AuthorStudy {
  readonly author: string;
  /** Points that the author added, on average; n1 churned. */
  readonly meanChange: Estimate;
  /** Brier score of the computed score less that of the one set by hand: above 0 the author knew better. */
  readonly brierGain: Estimate;
}

const LEAST_ROWS = 10;

/** Null where no rule and no override changed any score. */
export function studyOverrides(data: StudyData, folds: readonly OutcomeFold[]): OverrideStudy | null {
  const author = (row: number) => withoutDomain(data.authors[row] ?? '');
  const rows = [...data.scores.keys()].filter((row) => !Number.isNaN(data.raw[row]));
  const overridden = rows.filter((row) => data.authors[row] !== null);
  const ruled = rows.filter((row) => data.computed[row] !== data.raw[row]);
  if (overridden.length === 0 && ruled.length === 0) return null;
  const take = (column: Float64Array) => Float64Array.from(rows, (row) => column[row] as number);
  const churned = Uint8Array.from(rows, (row) => data.churned[row] as number);
  const few = tooFew(countClasses(churned));
  const [final, computed, raw] = [take(data.scores), take(data.computed), take(data.raw)];
  const skill = (scores: Float64Array) => few ?? auc(scores, churned);
  const better = (than: Float64Array): TestedEstimate =>
    few ? { ...few, p: null } : pairedDelong(final, than, churned);
  return {
    overridden: overridden.length,
    ruled: ruled.length,
    final: skill(final),
    withoutOverrides: skill(computed),
    withoutRules: skill(raw),
    overrideGain: better(computed),
    gain: better(raw),
    authors: [...new Set(overridden.map(author))].sort().map((name) => {
      const own = overridden.filter((row) => author(row) === name);
      return { author: name, ...studyAuthor(data, folds, own) };
    }),
  };
}

/** What is published carries no e-mail address. A handle such as `@anna` is none. */
function withoutDomain(author: string): string {
  const at = author.indexOf('@', 1);
  return at === -1 ? author : author.slice(0, at);
}

function studyAuthor(
  data: StudyData,
  folds: readonly OutcomeFold[],
  rows: readonly number[],
): Omit<AuthorStudy, 'author'> {
  const changes = Float64Array.from(
    rows,
    (row) => (data.scores[row] as number) - (data.computed[row] as number),
  );
  const gains = folds.flatMap(({ rows: tested, learnt }) => {
    const own = rows.filter((row) => tested.includes(row));
    if (learnt === null || own.length === 0) return [];
    const error = (column: Float64Array) => {
      const p = churnProbabilities(
        learnt.calibrator,
        Float64Array.from(own, (row) => column[row] as number),
      );
      return own.map((row, i) => ({ row, square: ((p[i] as number) - (data.churned[row] as number)) ** 2 }));
    };
    const set = error(data.scores);
    return error(data.computed).map(({ row, square }, i) => ({ row, gain: square - (set[i]?.square ?? 0) }));
  });
  const judged = gains.map(({ row }) => row);
  return {
    meanChange: meanOf(changes, data, rows),
    brierGain: meanOf(Float64Array.from(gains.map(({ gain }) => gain)), data, judged),
  };
}

/** A mean with Student's interval; withheld below ten rows. */
function meanOf(values: Float64Array, { churned }: StudyData, rows: readonly number[]): Estimate {
  const counts = countClasses(Uint8Array.from(rows, (row) => churned[row] as number));
  if (counts.n < LEAST_ROWS) return withheld(counts, counts.n === 0 ? 'empty' : 'insufficient');
  const { mean, variance } = meanAndVariance(values);
  const reach = studentReach(0.95, counts.n - 1) * Math.sqrt(variance / counts.n);
  return estimate(counts, mean, [mean - reach, mean + reach]);
}
