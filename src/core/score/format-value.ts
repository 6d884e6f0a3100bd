import type { Measure } from '../config/scorecard-schema.ts';
import { TICKS_PER_POINT } from './ticks.ts';

/** A feature's value as a person reads it. */
export function formatValue(value: number, format: Measure['format']): string {
  switch (format) {
    case 'number':
      return grouped(value, Number.isInteger(value) ? 0 : 1);
    case 'percent':
      return `${grouped(value * 100, 0)} %`;
    case 'cents':
      return grouped(value / 100, 2);
    case 'yes_no':
      return value === 0 ? 'no' : 'yes';
  }
}

/** Ticks as points with one decimal, or with four where one would show nothing. */
export function formatPoints(ticks: number): string {
  const points = ticks / TICKS_PER_POINT;
  return points.toFixed(Math.abs(points) >= 0.05 || ticks === 0 ? 1 : 4);
}

/** Groups of three digits, the same in every locale: 1,234,567.89 */
function grouped(value: number, digits: number): string {
  const [whole = '', fraction] = value.toFixed(digits).split('.');
  const spaced = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? spaced : `${spaced}.${fraction}`;
}
