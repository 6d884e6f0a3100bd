import type { HorizonStudy, MixStudy } from '../core/backtest/horizon-study.ts';
import type { BacktestReport } from '../stages/backtest/backtest.ts';
import type { ScoreStudy } from '../stages/backtest/study-score.ts';
import { measureLines } from './backtest-text-measures.ts';
import { calibrationLines, revenueLines } from './backtest-text-revenue.ts';
import { guardLines, overrideLines } from './backtest-text-trust.ts';
import { figure, interval, share, three, told } from './backtest-words.ts';
import { TEXT_WIDTH, textTable, wrap } from './text-table.ts';
import { count, counted, percent } from './words.ts';

/** The whole study for a person: every score by horizon, band, segment and measure, and what was left out and why. */
export function backtestText(report: BacktestReport): string {
  const head = `Back-test as of ${report.asOf}: ${count(report.decisions)} renewal decisions, of which those count that were decided by then`;
  return [head, ...report.scores.flatMap((study) => ['', ...scoreLines(study)])].join('\n');
}

function scoreLines(study: ScoreStudy): string[] {
  const { headline, horizons, proof } = study;
  return [
    ...wrap(`${study.verdict.text}.`, TEXT_WIDTH),
    ...proof.warnings.flatMap((warning) => wrap(`Beware: ${warning}.`, TEXT_WIDTH)),
    '',
    ...horizonTable(horizons),
    ...leadLines(study),
    '',
    `At ${headline.horizon} days`,
    ...bandLines(headline),
    '',
    ...headline.mixes.flatMap(mixLines),
    '',
    ...measureLines(headline, proof.timings),
    '',
    ...calibrationLines(headline.horizon, proof.calibration),
    ...revenueLines(proof.revenue),
    ...overrideLines(proof.overrides),
    '',
    ...guardLines(proof),
  ];
}

function horizonTable(horizons: readonly HorizonStudy[]): string[] {
  return textTable(
    [
      { head: 'days before', align: 'right' },
      { head: 'AUC', align: 'right' },
      { head: '95 % interval' },
      { head: 'by ARR', align: 'right' },
      { head: 'Spearman', align: 'right' },
      { head: 'decisions', align: 'right' },
      { head: 'churned', align: 'right' },
      { head: 'left out' },
    ],
    horizons.map(({ horizon, auc, aucByArr, spearman, decisions }) => [
      String(horizon),
      figure(auc, 3),
      interval(auc, three),
      figure(aucByArr, 3),
      figure(spearman, 3),
      count(decisions.counted),
      count(auc.n1),
      leftOut(decisions.leftOut),
    ]),
    '  ',
  );
}

/** From when on the score is useful, and how early the churned were warned of. */
function leadLines({ proof: { usefulFrom, leadTimes } }: ScoreStudy): string[] {
  const useful =
    usefulFrom === null
      ? 'No horizon clears chance.'
      : `Useful from ${usefulFrom} days before the decision on: there and nearer, every interval clears chance.`;
  const { median, atLeast, neverFlagged, notObservable, threshold } = leadTimes;
  if (median.value === null) return [`  ${useful}`];
  const shares = atLeast
    .map(({ days, share: early }) => `${share(early)} for ${days} days or more`)
    .join(', ');
  const words = `${useful} Before they left, ${counted(median.n, 'churned account')} stood below ${threshold} for ${count(median.value)} days (median; ${shares}); ${count(neverFlagged)} never did, and ${count(notObservable)} were seen too late to say.`;
  return wrap(words, TEXT_WIDTH - 2).map((line) => `  ${line}`);
}

function bandLines(headline: HorizonStudy): string[] {
  return [
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
    `  the tenth with the lowest scores churned ${figure(headline.topDecileLift, 2)} times as often as all, and held ${share(headline.recall)} of the churned and ${share(headline.arrCaptured)} of their ARR`,
  ];
}

function mixLines({ by, groups, pooled, within }: MixStudy): string[] {
  if (groups.length === 0) return [];
  const what = by.replace('_', ' ');
  return [
    ...textTable(
      [{ head: what }, { head: 'AUC', align: 'right' }, { head: '95 % interval' }],
      groups.map(({ segment, auc }) => [segment, figure(auc, 3), interval(auc, three)]),
      '  ',
    ),
    `  all pairs ${told(pooled, three)}, pairs of one ${what} ${told(within, three)}`,
  ];
}

function leftOut(reasons: Readonly<Record<string, number>>): string {
  const some = Object.entries(reasons).filter(([, n]) => n > 0);
  return some.map(([reason, n]) => `${count(n)} ${reason.replaceAll('_', ' ')}`).join(', ');
}
