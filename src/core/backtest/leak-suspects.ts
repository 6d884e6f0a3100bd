import { auc } from '../stats/auc.ts';
import { tooFew } from '../stats/by-segment.ts';
import { countClasses } from '../stats/count-classes.ts';
import type { Estimate } from '../stats/estimate.ts';
import { logGamma } from '../stats/log-gamma.ts';
import type { StudyData, SubjectColumn } from './study-data.ts';

/**
 * A subject too good to be true, which is more often a leak than a feat.
 *
 * - `separates_perfectly`: not one pair of a churned and a renewed decision is out of order
 * - `beyond_belief`: the interval of the AUC, either way round, lies above what honest signals reach
 * - `one_class_value`: a value that half of one outcome has and the other never
 */
export interface LeakSuspect {
  readonly kind: 'measure' | 'dimension' | 'missingness';
  readonly subject: string;
  readonly why: 'separates_perfectly' | 'beyond_belief' | 'one_class_value';
  readonly auc: Estimate;
  /** The value that only one outcome has, and how many have it. */
  readonly value: number | null;
  readonly rows: number | null;
}

/** No health signal that was honestly known weeks ahead is known to rank so well. */
const BELIEVABLE = 0.9;
const LEAST_ROWS = 10;
const LEAST_SHARE = 0.5;
/** How unlikely it must be that so many rows of one value all have one outcome. */
const CHANCE = 1e-6;

/** Looks at every measure's own values, at whether it was known, and at every dimension. */
export function leakSuspects({ measures, dimensions, churned }: StudyData): LeakSuspect[] {
  const look = (kind: LeakSuspect['kind'], subject: SubjectColumn) => suspect(kind, subject, churned);
  return [
    ...measures.map(({ measure, raw }) => look('measure', { measure, values: raw })),
    ...measures.map(({ measure, known }) => look('missingness', { measure, values: known })),
    ...dimensions.map((dimension) => look('dimension', dimension)),
  ].filter((found) => found !== null);
}

/** What speaks against one subject, the gravest first; null if nothing does, or too little is known. */
export function suspect(
  kind: LeakSuspect['kind'],
  { measure: subject, values }: SubjectColumn,
  churned: Uint8Array,
): LeakSuspect | null {
  const present = values.filter((value) => !Number.isNaN(value));
  const outcomes = churned.filter((_y, row) => !Number.isNaN(values[row]));
  if (tooFew(countClasses(outcomes), LEAST_ROWS)) return null;
  const found = auc(present, outcomes);
  const told = (why: LeakSuspect['why'], value: number | null = null, rows: number | null = null) => ({
    ...{ kind, subject, why, value, rows },
    auc: { ...found },
  });
  if (found.value === 0 || found.value === 1) return told('separates_perfectly');
  const [low, high] = found.ci ?? [0, 1];
  if (Math.max(low, 1 - high) > BELIEVABLE) return told('beyond_belief');
  const telling = oneClassValue(present, outcomes);
  return telling === null ? null : told('one_class_value', telling.value, telling.rows);
}

function oneClassValue(values: Float64Array, churned: Uint8Array): { value: number; rows: number } | null {
  const { n1, n0 } = countClasses(churned);
  const counts = new Map<number, [renewed: number, churned: number]>();
  for (const [row, value] of values.entries()) {
    const count = counts.get(value) ?? [0, 0];
    count[churned[row] === 1 ? 1 : 0] += 1;
    counts.set(value, count);
  }
  for (const [value, [kept, lost]] of counts) {
    const [rows, mine, others] = kept === 0 ? [lost, n1, n0] : [kept, n0, n1];
    if (kept > 0 && lost > 0) continue;
    if (rows < LEAST_ROWS || rows < LEAST_SHARE * mine) continue;
    if (chanceOfOneClass(rows, mine, mine + others) < CHANCE) return { value, rows };
  }
  return null;
}

/** The chance that `rows` decisions drawn from all have the outcome of `mine` of them: C(mine, rows) / C(n, rows). */
function chanceOfOneClass(rows: number, mine: number, n: number): number {
  const lnFactorial = (k: number) => logGamma(k + 1);
  return Math.exp(lnFactorial(mine) - lnFactorial(mine - rows) + lnFactorial(n - rows) - lnFactorial(n));
}
