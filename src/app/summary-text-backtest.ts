import type { BacktestSummary, Figure, HorizonSummary, MeasureVerdict } from './summary-backtest.ts';
import { TEXT_WIDTH, type TextColumn, textTable, wrap } from './text-table.ts';
import { count, percent } from './words.ts';

/** A measure counts as telling below this q-value: so many of a hundred such findings may be chance. */
const TELLING = 0.05;

const AUC_MEANS =
  '(AUC: of one customer who left and one who stayed, how often the score was right about which; 0.5 is chance)';

/** What past renewals say about the score, in words. */
export function backtestLines(backtest: BacktestSummary): string[] {
  return [
    `Does the score tell who will leave? ${verdict(backtest)}`,
    ...horizonLines(backtest.horizons),
    '',
    ...bandLines(backtest),
    ...measureLines(backtest),
  ];
}

/** Whether the interval lies clear of chance, at the longest horizon that is told. */
function verdict({ horizons }: BacktestSummary): string {
  const auc = horizons.at(-1)?.auc;
  if (auc === undefined || auc.value === null) return "Past renewals can't say yet.";
  if (auc.ci_low !== null && auc.ci_low > 0.5)
    return 'Yes: past renewals say that it does better than chance.';
  if (auc.value === 0 || (auc.ci_high !== null && auc.ci_high < 0.5)) return 'No: it points the wrong way.';
  if (auc.value === 1) return 'Without a single fault, which is more often a leak than a feat.';
  return 'Not proven: past renewals look no different from chance.';
}

function horizonLines(horizons: readonly HorizonSummary[]): string[] {
  const lines = horizons.map(({ horizon_days, auc }) => {
    const when = `  ${horizon_days} days before the decision:`;
    if (auc.value === null) return `${when} no figure, ${auc.reason ?? 'for an unknown reason'}`;
    const between =
      auc.ci_low === null || auc.ci_high === null
        ? ''
        : ` (95 % interval ${auc.ci_low.toFixed(3)} to ${auc.ci_high.toFixed(3)})`;
    return `${when} AUC ${auc.value.toFixed(3)}${between}, from ${count(auc.n)} decisions, ${count(auc.n1)} churned`;
  });
  return [...lines, `  ${AUC_MEANS}`];
}

function bandLines({ bands, told_days, horizons }: BacktestSummary): string[] {
  const columns: TextColumn[] = [
    { head: `band ${told_days} days before` },
    { head: 'decisions', align: 'right' },
    { head: 'left', align: 'right' },
    { head: 'churn rate', align: 'right' },
    { head: '95 % interval' },
  ];
  const rows = bands.map((band) => [
    band.band,
    count(band.n),
    count(band.n1),
    band.value === null ? (band.reason ?? '') : percent(band.value),
    band.ci_low === null || band.ci_high === null
      ? ''
      : `${percent(band.ci_low)} to ${percent(band.ci_high)}`,
  ]);
  const missed = horizons.at(-1)?.missed ?? null;
  return [...(rows.length === 0 ? [] : textTable(columns, rows, '  ')), ...missedLines(missed, told_days)];
}

function missedLines(missed: Figure | null, days: number): string[] {
  if (missed === null || missed.value === null) return [];
  return [
    `  ${percent(missed.value)} of those who left stood in the best band ${days} days before${interval(missed)}`,
  ];
}

function measureLines({ measures }: BacktestSummary): string[] {
  const telling = measures.filter(({ q_value }) => q_value !== null && q_value < TELLING);
  const silent = measures.filter(({ q_value }) => q_value !== null && q_value >= TELLING);
  const untested = measures.filter(({ q_value }) => q_value === null);
  return [
    ...listed('Measures that tell by themselves (q < 0.05)', telling),
    ...listed('Measures that do not', silent),
    ...listed('Measures with too little known', untested),
  ];
}

function listed(heading: string, measures: readonly MeasureVerdict[]): string[] {
  if (measures.length === 0) return [];
  const names = measures.map(({ measure }) => measure.replaceAll('_', ' ')).join(', ');
  return wrap(`${heading}: ${names}`, TEXT_WIDTH - 4).map((line, i) => `${i === 0 ? '  ' : '    '}${line}`);
}

function interval({ ci_low, ci_high }: Figure): string {
  return ci_low === null || ci_high === null
    ? ''
    : ` (95 % interval ${percent(ci_low)} to ${percent(ci_high)})`;
}
