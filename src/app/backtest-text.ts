import type { HorizonStudy, MeasureStudy } from '../core/backtest/horizon-study.ts';
import type { Estimate } from '../core/stats/estimate.ts';
import { explainReason } from '../core/stats/explain-reason.ts';
import type { BacktestReport } from '../stages/backtest/backtest.ts';
import type { ScoreStudy } from '../stages/backtest/study-score.ts';
import { TEXT_WIDTH, textTable, wrap } from './text-table.ts';
import { count, percent } from './words.ts';

/** The whole study for a person: every score by horizon, band, segment and measure, and what was left out and why. */
export function backtestText(report: BacktestReport): string {
  const head = `Back-test as of ${report.asOf}: ${count(report.decisions)} renewal decisions, of which those count that were decided by then`;
  return [head, ...report.scores.flatMap((study) => ['', ...scoreLines(study)])].join('\n');
}

function scoreLines(study: ScoreStudy): string[] {
  const { headline, horizons } = study;
  return [
    ...wrap(`${study.verdict.text}.`, TEXT_WIDTH),
    '',
    ...horizonTable(horizons),
    '',
    `At ${headline.horizon} days`,
    ...textTable(
      [
        { head: 'band' },
        { head: 'churn rate', align: 'right' },
        { head: '95 % interval' },
        { head: 'decisions', align: 'right' },
      ],
      headline.bands.map(({ band, churnRate }) => [
        band,
        share(churnRate),
        interval(churnRate, percent),
        count(churnRate.n),
      ]),
      '  ',
    ),
    `  ${share(headline.missedChurn)} of the churned stood in the best band; ${share(headline.falseAlarms)} of the worst band renewed`,
    `  the tenth with the lowest scores churned ${figure(headline.topDecileLift, 2)} times as often as all`,
    '',
    ...textTable(
      [{ head: 'segment' }, { head: 'AUC', align: 'right' }, { head: '95 % interval' }],
      headline.segments.map(({ segment, auc }) => [segment, figure(auc, 3), interval(auc, three)]),
      '  ',
    ),
    '',
    ...measureTable(headline.measures),
  ];
}

function horizonTable(horizons: readonly HorizonStudy[]): string[] {
  return textTable(
    [
      { head: 'days before', align: 'right' },
      { head: 'AUC', align: 'right' },
      { head: '95 % interval' },
      { head: 'Spearman', align: 'right' },
      { head: 'decisions', align: 'right' },
      { head: 'churned', align: 'right' },
      { head: 'left out' },
    ],
    horizons.map(({ horizon, auc, spearman, decisions }) => [
      String(horizon),
      figure(auc, 3),
      interval(auc, three),
      figure(spearman, 3),
      count(decisions.counted),
      count(auc.n1),
      leftOut(decisions.leftOut),
    ]),
    '  ',
  );
}

function measureTable(measures: readonly MeasureStudy[]): string[] {
  return textTable(
    [
      { head: 'measure', max: 40 },
      { head: 'AUC', align: 'right' },
      { head: '95 % interval' },
      { head: 'Spearman', align: 'right' },
      { head: 'q', align: 'right' },
      { head: 'no value', align: 'right' },
    ],
    measures.map(({ measure, auc, spearman, q, missing }) => [
      measure,
      figure(auc, 3),
      interval(auc, three),
      figure(spearman, 3),
      q === null ? '' : q < 0.001 ? '<0.001' : q.toFixed(3),
      count(missing),
    ]),
    '  ',
  );
}

const three = (value: number): string => value.toFixed(3);

/** A value, or a dash: why there is none stands where its interval would. */
function figure({ value }: Estimate, digits: number): string {
  return value === null ? '–' : value.toFixed(digits);
}

function share({ value }: Estimate): string {
  return value === null ? '–' : percent(value);
}

function interval(estimate: Estimate, format: (value: number) => string): string {
  const { value, ci } = estimate;
  if (value === null) return explainReason(estimate) ?? '';
  return ci === null ? '' : `${format(ci[0])} to ${format(ci[1])}`;
}

function leftOut(reasons: Readonly<Record<string, number>>): string {
  const some = Object.entries(reasons).filter(([, n]) => n > 0);
  return some.map(([reason, n]) => `${count(n)} ${reason.replaceAll('_', ' ')}`).join(', ');
}
