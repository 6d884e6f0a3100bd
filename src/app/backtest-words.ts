import type { Estimate } from '../core/stats/estimate.ts';
import { explainReason } from '../core/stats/explain-reason.ts';
import { percent } from './words.ts';

export const three = (value: number): string => value.toFixed(3);

/** A value, or a dash: why there is none stands where its interval would. */
export function figure({ value }: Estimate, digits: number): string {
  return value === null ? '–' : value.toFixed(digits);
}

export function share({ value }: Estimate): string {
  return value === null ? '–' : percent(value);
}

/** A 95 % interval, or why there is no value. */
export function interval(estimate: Estimate, format: (value: number) => string): string {
  const { value, ci } = estimate;
  if (value === null) return explainReason(estimate) ?? '';
  return ci === null ? '' : `${format(ci[0])} to ${format(ci[1])}`;
}

/** A value with its interval in brackets, or why there is none. */
export function told(estimate: Estimate, format: (value: number) => string): string {
  const range = interval(estimate, format);
  if (estimate.value === null) return range;
  return range === '' ? format(estimate.value) : `${format(estimate.value)} (${range})`;
}

/** A q-value, or nothing where none was tested. */
export function qWords(q: number | null): string {
  if (q === null) return '';
  return q < 0.001 ? '<0.001' : q.toFixed(3);
}
