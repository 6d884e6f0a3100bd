import type { CustomerExplanation } from './explain-customer.ts';
import { type TextColumn, textTable } from './text-table.ts';
import { dayText, percent } from './words.ts';

const COLUMNS: readonly TextColumn[] = [
  { head: 'what counts', max: 36 },
  { head: 'you', align: 'right', max: 12 },
  { head: 'reached', align: 'right' },
  { head: 'what helps', max: 56 },
];

/** For the customer's eyes. */
export function customerText(found: CustomerExplanation): string {
  const { account_name, as_of, score, scale, measures, next_steps } = found;
  const stands =
    score === null
      ? 'not enough is known for a score'
      : `${score} on a scale from ${scale.min} to ${scale.max}`;
  const rows = measures.map(({ label, value, reached, advice }) => [
    label,
    value ?? 'not known',
    reached === null ? '' : percent(reached),
    advice ?? '',
  ]);
  const steps = next_steps.map(({ label, from, to }) => `  ${label}: from ${from} to ${to}`);
  return [
    `${account_name ?? 'Your account'} as of ${dayText(as_of)}: ${stands}`,
    '',
    ...textTable(COLUMNS, rows),
    ...(steps.length === 0 ? [] : ['', 'the shortest way to a better score', ...steps]),
  ].join('\n');
}
