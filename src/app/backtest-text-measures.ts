import type { HorizonStudy, MeasureStudy } from '../core/backtest/horizon-study.ts';
import type { MeasureTiming } from '../core/backtest/measure-timing.ts';
import { figure, interval, qWords, three } from './backtest-words.ts';
import { TEXT_WIDTH, textTable, wrap } from './text-table.ts';
import { count } from './words.ts';

const TELLING = 0.05;

/** Every dimension and measure by itself, and what it means that one is unknown. */
export function measureLines(
  { dimensions, measures, missingness }: HorizonStudy,
  timings: readonly MeasureTiming[],
): string[] {
  const timing = new Map(timings.map((each) => [each.measure, each]));
  const rows = [
    ...dimensions.map((study) => row(`all of ${study.measure}`, study, undefined)),
    ...measures.map((study) => row(study.measure, study, timing.get(study.measure))),
  ];
  return [
    ...textTable(
      [
        { head: 'measure', max: 40 },
        { head: 'AUC', align: 'right' },
        { head: '95 % interval' },
        { head: 'Spearman', align: 'right' },
        { head: 'q', align: 'right' },
        { head: 'linear', align: 'right' },
        { head: 'IV', align: 'right' },
        { head: 'tells from', align: 'right' },
        { head: 'no value', align: 'right' },
      ],
      rows,
      '  ',
    ),
    ...wrap(
      'q: the chance of a false find among all that were looked at. linear: point-biserial. IV: information value less what noise has.',
      TEXT_WIDTH - 2,
    ).map((line) => `  ${line}`),
    ...unknownLines(missingness),
  ];
}

function row(
  name: string,
  { auc, spearman, q, pointBiserial, informationValue, missing }: MeasureStudy,
  timing: MeasureTiming | undefined,
): string[] {
  return [
    name,
    figure(auc, 3),
    interval(auc, three),
    figure(spearman, 3),
    qWords(q),
    figure(pointBiserial, 3),
    informationValue === null ? '' : figure(informationValue, 2),
    timing?.tellsFrom == null ? '' : `${timing.tellsFrom} days`,
    count(missing),
  ];
}

/** Of the measures whose absence tells something: which way. */
function unknownLines(missingness: readonly MeasureStudy[]): string[] {
  const telling = missingness.filter(({ q }) => q !== null && q < TELLING);
  return telling.flatMap(({ measure, auc, q }) => {
    const more = (auc.value ?? 0.5) > 0.5 ? 'more' : 'less';
    const words = `Unknown is a finding: those without ${measure} churned ${more} (AUC of knowing it ${figure(auc, 3)}, q ${qWords(q)}).`;
    return wrap(words, TEXT_WIDTH - 2).map((line) => `  ${line}`);
  });
}
