import type { Expectation } from '../core/backtest/expect-revenue.ts';
import type { CalibrationStudy } from '../core/backtest/study-calibration.ts';
import type { Compared, RevenueStudy } from '../core/backtest/study-revenue.ts';
import { interval, share, told } from './backtest-words.ts';
import { TEXT_WIDTH, textTable, wrap } from './text-table.ts';
import { count, counted, percent } from './words.ts';

const two = (value: number): string => value.toFixed(2);

/** How right the churn probabilities were, each learnt before the quarter in which it was tested. */
export function calibrationLines(horizon: number, found: CalibrationStudy): string[] {
  const { brierSkill, slope, inTheLarge } = found;
  const basis = `${count(brierSkill.n)} decisions, ${count(brierSkill.n1)} churned`;
  const head = `Churn probabilities, learnt quarter by quarter from what was known ${horizon} days before it began (${basis})`;
  if (brierSkill.value === null) return [...wrap(head, TEXT_WIDTH), `  ${told(brierSkill, two)}`];
  return [
    ...wrap(head, TEXT_WIDTH),
    `  better than the plain churn rate by ${told(brierSkill, percent)} of its error (Brier skill; 0 is no better)`,
    `  slope ${told(slope, two)} (1 is right), too low by ${told(inTheLarge, two)} log-odds on the whole (0 is right)`,
    ...textTable(
      [
        { head: 'predicted', align: 'right' },
        { head: 'churned', align: 'right' },
        { head: '95 % interval' },
        { head: 'decisions', align: 'right' },
      ],
      found.reliability.map(({ meanProbability, churnRate }) => [
        percent(meanProbability),
        share(churnRate),
        interval(churnRate, percent),
        count(churnRate.n),
      ]),
      '  ',
    ),
  ];
}

/** What past quarters were expected to bring and brought, and what the coming ones are expected to. Money in whole units. */
export function revenueLines({ quarters, forecast, withoutArr }: RevenueStudy): string[] {
  const without = withoutArr === 0 ? '' : ` (${count(withoutArr)} decisions without ARR left out)`;
  return [
    ...(quarters.length === 0 ? [] : ['', `Revenue by quarter, expected before it began and seen${without}`]),
    ...(quarters.length === 0
      ? []
      : textTable(
          [
            { head: 'quarter' },
            { head: 'up for renewal', align: 'right' },
            { head: 'ARR lost, expected' },
            { head: 'seen', align: 'right' },
            { head: 'z', align: 'right' },
            { head: 'GRR, expected' },
            { head: 'seen', align: 'right' },
            { head: 'NRR, expected' },
            { head: 'seen', align: 'right' },
          ],
          quarters.map(({ quarter, arr, lost, grr, nrr }) => [
            quarter,
            units(arr),
            range(lost, units),
            seen(lost, units),
            lost.z === null ? '' : two(lost.z),
            ...[grr, nrr].flatMap((rate) =>
              rate === null ? ['', ''] : [range(rate, percent), seen(rate, percent)],
            ),
          ]),
          '  ',
        )),
    ...(forecast.length === 0 ? [] : ['', 'Revenue of the quarters to come, known outcomes as they are']),
    ...forecast.flatMap(({ quarter, arr, lost, grr, nrr, decisions, known }) =>
      wrap(
        `${quarter}: ${counted(decisions, 'contract')} (${count(known)} known already), ARR ${units(arr)}, at risk ${range(lost, units)}${grr ? `, GRR ${range(grr, percent)}` : ''}${nrr ? `, NRR ${range(nrr, percent)}` : ''}`,
        TEXT_WIDTH - 2,
      ).map((line) => `  ${line}`),
    ),
  ];
}

function units(cents: number): string {
  return count(cents / 100);
}

function range({ expected, low, high }: Expectation, format: (value: number) => string): string {
  return `${format(expected)} (${format(low)} to ${format(high)})`;
}

/** An observation outside its interval is marked. */
function seen({ observed, inside }: Compared, format: (value: number) => string): string {
  return `${format(observed)}${inside ? '' : ' !'}`;
}
