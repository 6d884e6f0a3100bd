import type { Portfolio } from './portfolio.ts';
import type { Migration } from './portfolio-migration.ts';
import type { Quantiles } from './portfolio-spread.ts';
import { type TextColumn, textTable } from './text-table.ts';
import { count, counted, dayText, money, percent } from './words.ts';

/** The portfolio for a CS leader. */
export function portfolioText(found: Portfolio): string {
  return [
    ...spreadLines(found),
    ...migrationLines(found.migration),
    ...groupLines(found),
    ...causeLines(found),
  ].join('\n');
}

const HUNDREDTHS: readonly TextColumn[] = ['10 %', '25 %', 'half', '75 %', '90 %'].map((head) => ({
  head,
  align: 'right',
}));

function spreadLines({ score_name, as_of, spread, measures }: Portfolio): string[] {
  const unscored = spread.withheld === 0 ? '' : `, ${count(spread.withheld)} without a score`;
  const columns: TextColumn[] = [
    { head: `so many of ${counted(spread.accounts, 'account')} stand at or below`, max: 44 },
    ...HUNDREDTHS,
    { head: 'known', align: 'right' },
    { head: 'costs', align: 'right' },
  ];
  const known = spread.accounts - spread.withheld;
  const rows = [
    [score_name, ...quantileCells(spread.quantiles), percent(known / Math.max(1, spread.accounts)), ''],
    ...measures.map(({ measure, quantiles, present, missing, mean_lost }) => [
      `  ${measure}`,
      ...quantileCells(quantiles),
      percent(present / Math.max(1, present + missing)),
      mean_lost === null ? '' : mean_lost.toFixed(1),
    ]),
  ];
  return [`${score_name} as of ${dayText(as_of)}${unscored}`, '', ...textTable(columns, rows)];
}

function quantileCells(quantiles: Quantiles | null): string[] {
  if (quantiles === null) return HUNDREDTHS.map(() => '');
  const { p10, p25, p50, p75, p90 } = quantiles;
  return [p10, p25, p50, p75, p90].map((value) => value.toFixed(1));
}

/** Bands then by bands now: each row adds up to 100 %. */
function migrationLines(migration: Migration | null): string[] {
  if (migration === null) return ['', 'There is no earlier reading to compare bands with.'];
  const { since, bands, moves } = migration;
  const of = (from: string, to: string) => moves.find((move) => move.from === from && move.to === to);
  const [rows, columns] = [
    [...bands, 'new'].filter((band) => moves.some(({ from }) => from === band)),
    [...bands, 'gone'].filter((band) => moves.some(({ to }) => to === band)),
  ];
  const heads: TextColumn[] = [
    { head: `band on ${dayText(since)}` },
    { head: 'accounts', align: 'right' },
    ...columns.map((head): TextColumn => ({ head: `now ${head}`, align: 'right' })),
  ];
  const cells = rows.map((from) => {
    const own = moves.filter((move) => move.from === from);
    const accounts = own.reduce((sum, move) => sum + move.accounts, 0);
    return [from, count(accounts), ...columns.map((to) => percent(of(from, to)?.share ?? 0))];
  });
  return ['', ...textTable(heads, cells)];
}

function groupLines({ by, groups }: Portfolio): string[] {
  const columns: TextColumn[] = [
    { head: by.replace('_', ' '), max: 32 },
    { head: 'accounts', align: 'right' },
    { head: 'ARR', align: 'right' },
    { head: 'median', align: 'right' },
    { head: 'in the worst band', align: 'right' },
    { head: 'of ARR', align: 'right' },
  ];
  const rows = groups.map(
    ({ group, currency, accounts, arr, median_score, share_worst, arr_share_worst }) => [
      group ?? 'not known',
      count(accounts),
      money(arr, currency),
      median_score?.toFixed(1) ?? '',
      percent(share_worst),
      arr_share_worst === null ? '' : percent(arr_share_worst),
    ],
  );
  return ['', ...textTable(columns, rows)];
}

function causeLines({ causes, groups }: Portfolio): string[] {
  if (groups.every(({ share_worst }) => share_worst === 0)) return ['', 'No account is in the worst band.'];
  if (causes.length === 0)
    return ['', 'Nothing is found more often among the accounts of the worst band than chance would do.'];
  const columns: TextColumn[] = [
    { head: 'what the worst band has in common', max: 44 },
    { head: 'there', align: 'right' },
    { head: 'elsewhere', align: 'right' },
    { head: 'times', align: 'right' },
    { head: 'q', align: 'right' },
  ];
  const rows = causes.map(({ measure, low, low_bad, others, others_bad, lift, q }) => [
    `low ${measure}`,
    percent(low_bad / low),
    percent(others_bad / others),
    lift?.toFixed(1) ?? '',
    q < 0.001 ? '< 0.001' : q.toFixed(3),
  ]);
  return ['', ...textTable(columns, rows)];
}
