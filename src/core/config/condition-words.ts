import type { Condition } from './scorecard-condition-schema.ts';

/** A condition in a line for people: overdue_invoices.overdue_count above 0 */
export function conditionWords({ feature, ...asked }: Condition): string {
  return `${feature} ${askedWords(asked)}`;
}

/** What it asks, without of what: at_least 60 and at_most 90 */
export function askedWords({ feature: _feature, ...asked }: Partial<Condition>): string {
  return Object.entries(asked)
    .map(([key, value]) => comparisonWords(key, value))
    .join(' and ');
}

function comparisonWords(key: string, value: Condition[keyof Condition]): string {
  if (key === 'missing') return value === true ? 'is missing' : 'is known';
  return `${key.replaceAll('_', ' ')} ${Array.isArray(value) ? value.join(' or ') : value}`;
}
