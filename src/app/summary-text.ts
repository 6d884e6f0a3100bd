import type { Summary } from './summary.ts';
import type { BandSummary, Money, RiskyAccount } from './summary-scores.ts';
import { backtestLines } from './summary-text-backtest.ts';
import { clip, lengthOf, TEXT_WIDTH, type TextColumn, textTable } from './text-table.ts';
import { count, counted, dayText, money, renewalWords } from './words.ts';

/** The summary for a CS leader. */
export function summaryText(summary: Summary): string {
  return [
    ...bandLines(summary),
    '',
    ...riskLines(summary),
    '',
    ...(summary.backtest === null ? ['This pipeline runs no back-test.'] : backtestLines(summary.backtest)),
    '',
    ...publishedLines(summary),
  ].join('\n');
}

const BAR = 24;
const REASON_INDENT = '     ';

function bandLines({ bands, score_name, as_of }: Summary): string[] {
  const accounts = bands.reduce((sum, band) => sum + band.accounts, 0);
  const columns: TextColumn[] = [
    { head: 'band' },
    { head: 'accounts', align: 'right' },
    { head: '' },
    { head: 'ARR', align: 'right' },
    { head: 'of all', align: 'right' },
  ];
  const total = sumOf(bands);
  const known = bands.filter(({ band }) => band !== 'unknown').reverse();
  const rows = [...known, ...bands.filter(({ band }) => band === 'unknown')].map((band) => [
    band.band,
    count(band.accounts),
    '█'.repeat(Math.round((BAR * band.accounts) / Math.max(1, accounts))),
    moneyText(band.arr),
    shareText(band.arr, total),
  ]);
  const all = ['all', count(accounts), '', moneyText(total), ''];
  return [`${title(score_name)} as of ${dayText(as_of)}`, '', ...textTable(columns, [...rows, all], '  ')];
}

function title(score: string): string {
  const words = score.replaceAll('_', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} of all customers`;
}

function sumOf(bands: readonly BandSummary[]): Money[] {
  const totals = new Map<string | null, number>();
  for (const { currency, amount } of bands.flatMap(({ arr }) => arr)) {
    totals.set(currency, (totals.get(currency) ?? 0) + amount);
  }
  return [...totals].map(([currency, amount]) => ({ currency, amount }));
}

function moneyText(amounts: readonly Money[]): string {
  return amounts.map(({ amount, currency }) => money(amount, currency)).join(' + ') || '-';
}

/** A share makes sense within one currency only. */
function shareText(own: readonly Money[], all: readonly Money[]): string {
  const [total, ...others] = all;
  if (total === undefined || others.length > 0 || total.amount === 0) return '';
  return `${Math.round((100 * (own[0]?.amount ?? 0)) / total.amount)} %`;
}

function riskLines({ at_risk }: Summary): string[] {
  if (at_risk.length === 0) return ['No account is below the best band.'];
  const columns: TextColumn[] = [
    { head: '', align: 'right' },
    { head: 'account', max: 44 },
    { head: 'ARR', align: 'right' },
    { head: 'score', align: 'right' },
    { head: 'band', max: 12 },
    { head: '30 days', align: 'right' },
    { head: 'renews in', align: 'right' },
  ];
  const [head = '', ...rows] = textTable(columns, at_risk.map(riskRow), ' ');
  return [
    'Most at risk: the worst band by ARR, and what costs each account most points',
    '',
    head,
    ...at_risk.flatMap((account, i) => [rows[i] ?? '', ...reasonLines(account)]),
  ];
}

function riskRow(account: RiskyAccount, index: number): string[] {
  const { account_name, account_id, score, band, score_change_30d, arr, currency, days_to_renewal } = account;
  return [
    `${index + 1}.`,
    account_name === null ? account_id : `${account_name} (${account_id})`,
    arr === null ? '' : money(arr, currency),
    score.toFixed(1),
    band,
    score_change_30d === null ? '' : `${score_change_30d > 0 ? '+' : ''}${score_change_30d.toFixed(1)}`,
    days_to_renewal === null ? '' : renewsIn(days_to_renewal),
  ];
}

/** Under its head, which says `renews in`. */
function renewsIn(days: number): string {
  return days > 0 ? counted(days, 'day') : renewalWords(days);
}

/** As many reasons on a line as fit; a reason is not torn apart. */
function reasonLines({ reasons }: RiskyAccount): string[] {
  const lines: string[] = [];
  for (const reason of reasons) {
    const longer = lines.length === 0 ? reason : `${lines.at(-1)} · ${reason}`;
    if (lines.length > 0 && lengthOf(longer) <= TEXT_WIDTH - REASON_INDENT.length)
      lines[lines.length - 1] = longer;
    else lines.push(reason);
  }
  return lines.map((line) => clip(REASON_INDENT + line, TEXT_WIDTH));
}

function publishedLines({ published }: Summary): string[] {
  return [
    'Published',
    `  for BI tools    ${published.serving_file} (open it read-only: current_scores, score_measures, ...)`,
    `  as Parquet      ${published.tables}<table>/v=1/snapshot_date=<day>/data.parquet`,
    `  to look inside  ${published.query}`,
  ];
}
