import type { WeightShift } from '../core/backtest/weight-sensitivity.ts';
import { figure, interval, three } from './backtest-words.ts';
import { TEXT_WIDTH, textTable, wrap } from './text-table.ts';
import { dayLines, differenceWords } from './trial-words.ts';
import type { TuneReport } from './tune.ts';
import { counted, percent } from './words.ts';

const right = { align: 'right' } as const;

/** What tuning found, for a person. */
export function tuneText(report: TuneReport): string {
  const { score, version, as_of, horizon, folds, held_out, day, proposal } = report;
  const used = folds.filter(({ penalty }) => penalty !== null).length;
  const head = `${score} version ${version}, as of ${as_of}: weights learnt from decisions ${horizon} days ahead, judged on ${counted(used, 'quarter')} that they had not seen`;
  return [
    ...wrap(head, TEXT_WIDTH),
    ...wrap(`${verdictWords(report)}.`, TEXT_WIDTH),
    '',
    ...textTable(
      [{ head: 'held out' }, { head: 'AUC', ...right }, { head: '95 % interval' }],
      [
        ['human weights', figure(held_out.human, 3), interval(held_out.human, three)],
        ['proposed weights', figure(held_out.proposed, 3), interval(held_out.proposed, three)],
      ],
      '  ',
    ),
    `  proposed less human, ${held_out.difference.n} decisions: ${differenceWords(held_out.difference)}`,
    ...(proposal === null
      ? []
      : [
          '',
          ...weightLines(report),
          '',
          ...(day === null ? [] : dayLines(day)),
          '',
          `Written: ${proposal}. Nothing else has changed.`,
        ]),
    '',
    'If one weight were a fifth higher or lower',
    ...sensitivityLines(report.sensitivity),
  ].join('\n');
}

function verdictWords({ verdict, equal_within, held_out: { human } }: TuneReport): string {
  switch (verdict) {
    case 'better':
      return 'Better: the held-out interval of the difference lies above 0';
    case 'equal':
      return `As good, within ${equal_within} of AUC: held-out decisions rule out that the proposal is worse by more, and don't show that it is better`;
    case 'human':
      return 'The human weights stay: no others foretold later decisions clearly better';
    case 'not_better':
      return 'The human weights stay: others fit the past, but held-out decisions do not say that they are better';
    case 'insufficient':
      return `The human weights stay: too few decisions to learn from and to judge by (${human.n1} churned, ${human.n0} renewed held out; 10 of each are needed, and 10 of each before them)`;
  }
}

function weightLines({ weights }: TuneReport): string[] {
  return textTable(
    [{ head: 'share of the score' }, { head: 'human', ...right }, { head: 'proposed', ...right }],
    weights.map(({ measure, human, proposed }) => [measure, percent(human), percent(proposed)]),
    '  ',
  );
}

function sensitivityLines(shifts: readonly WeightShift[]): string[] {
  return textTable(
    [
      { head: 'measure' },
      { head: 'weight', ...right },
      { head: 'ranks alike', ...right },
      { head: 'in another band', ...right },
      { head: 'AUC', ...right },
    ],
    shifts.map(({ measure, change, rank_agreement, band_changes, auc_change }) => [
      measure,
      `${change > 0 ? '+' : '-'}20 %`,
      rank_agreement === null ? '–' : rank_agreement.toFixed(4),
      percent(band_changes),
      auc_change === null ? '–' : `${auc_change < 0 ? '' : '+'}${auc_change.toFixed(4)}`,
    ]),
    '  ',
  );
}
