import type { Explanation } from './explain.ts';
import type { Labels } from './explain-labels.ts';
import type { ScoreLine } from './explain-reading.ts';
import { type TextColumn, textTable } from './text-table.ts';

const COLUMNS: readonly TextColumn[] = [
  { head: 'where the points come from', max: 36 },
  { head: 'value', align: 'right', max: 12 },
  { head: '' },
  { head: 'scaled', align: 'right' },
  { head: 'weight', align: 'right' },
  { head: 'points', align: 'right' },
  { head: 'of', align: 'right' },
  { head: '', max: 16 },
];

const BAR = 8;

/** What a missing value's line says, by its state. */
const NOTES: Readonly<Record<ScoreLine['state'], string>> = {
  present: '',
  missing: 'not known',
  stale: 'too old to count',
  not_applicable: "doesn't apply",
  capped: 'capped',
};

/** A measure with what stands in for its value where there is none. */
interface Line {
  readonly item: string;
  readonly lines: readonly ScoreLine[];
}

/** Dimension by dimension, the heaviest first, then the adjustments and the sum, which is the score. */
export function pointLines(explanation: Explanation, labels: Labels): string[] {
  const measured = explanation.items.filter(({ kind }) => kind === 'measure' || kind === 'missing');
  const adjusted = explanation.items.filter(({ kind }) => kind !== 'measure' && kind !== 'missing');
  const rows = [
    ...dimensionsOf(measured).flatMap(([name, items]) => dimensionRows(name, items, { explanation, labels })),
    ...(adjusted.length === 0 ? [] : [['adjustments', '', '', '', '', sum(adjusted)]]),
    ...adjusted.map((item) => [
      `  ${item.item.replaceAll('_', ' ')} (${item.kind})`,
      '',
      '',
      '',
      '',
      points(item.points),
    ]),
    ['', '', '', '', '', '--------'],
    ['score', '', '', '', '', points(explanation.score)],
  ];
  const stood = measured.some(({ kind, state }) => kind === 'missing' && state !== 'present');
  return [...textTable(COLUMNS, rows), ...(stood ? ['', STANDS_IN] : [])];
}

const STANDS_IN =
  '  Where there is no value, the rest of its dimension stands in, or what the scorecard assumes.';

function dimensionsOf(items: readonly ScoreLine[]): [string, ScoreLine[]][] {
  const byName = groupBy(items, ({ dimension }) => dimension ?? '');
  return [...byName].sort(([a, x], [b, y]) => most(y) - most(x) || (a < b ? -1 : 1));
}

interface Shown {
  readonly explanation: Explanation;
  readonly labels: Labels;
}

function dimensionRows(name: string, items: readonly ScoreLine[], shown: Shown): string[][] {
  const [all, own] = [most(shown.explanation.items), most(items)];
  const weight = all === 0 ? '' : weightText(own / all);
  const byItem = [...groupBy(items, ({ item }) => item)].map(([item, lines]) => ({ item, lines }));
  const heavy = byItem.sort((a, b) => most(b.lines) - most(a.lines) || (a.item < b.item ? -1 : 1));
  return [
    [name, '', '', '', weight, sum(items), own.toFixed(1)],
    ...heavy.map((line) => measureRow(line, shown.labels)),
  ];
}

function measureRow({ item, lines }: Line, labels: Labels): string[] {
  const [measure] = lines;
  const own = lines.find(({ kind }) => kind === 'measure') ?? measure;
  const standIn = lines.find(({ kind }) => kind === 'missing');
  const scaled = own?.scaled_value ?? null;
  const share = most(lines) === 0 || scaled === null ? null : total(lines) / most(lines);
  return [
    `  ${labels.label(item)}`,
    labels.value(item, own?.raw_value ?? null),
    share === null ? '' : bar(share),
    scaled === null ? '' : String(Math.round(scaled * 10) / 10),
    weightText(own?.weight ?? 0),
    sum(lines),
    most(lines).toFixed(1),
    NOTES[standIn?.state ?? own?.state ?? 'present'],
  ];
}

/** In the order in which the groups are first met. */
function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

function bar(share: number): string {
  const filled = Math.round(BAR * Math.min(1, Math.max(0, share)));
  return '█'.repeat(filled) + '░'.repeat(BAR - filled);
}

function weightText(weight: number): string {
  return `${(100 * weight).toFixed(1)} %`;
}

function most(items: readonly ScoreLine[]): number {
  return items.reduce((all, { max_points }) => all + (max_points ?? 0), 0);
}

function total(items: readonly ScoreLine[]): number {
  return items.reduce((all, item) => all + (item.points ?? 0), 0);
}

function sum(items: readonly ScoreLine[]): string {
  return points(items.some((item) => item.points === null) ? null : total(items));
}

/** All four decimals: the sum is exact, and shall be seen to be. */
function points(value: number | null): string {
  return value === null ? '' : value.toFixed(4);
}
