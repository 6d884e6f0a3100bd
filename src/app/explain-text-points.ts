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
    ...adjusted.map((line) => [`  ${adjustmentText(line, labels)}`, '', '', '', '', points(line.points)]),
    ['', '', '', '', '', '--------'],
    ['score', '', '', '', '', points(explanation.score)],
  ];
  const stood = measured.some(({ kind, state }) => kind === 'missing' && state !== 'present');
  const notes = [...(stood ? [STANDS_IN] : []), ...ruleLines(adjusted, labels)];
  return [...textTable(COLUMNS, rows), ...(notes.length === 0 ? [] : ['', ...notes])];
}

const STANDS_IN =
  '  Where there is no value, the rest of its dimension stands in, or what the scorecard assumes.';

/** What was done to the whole score, in the scorecard's words where it has any. */
function adjustmentText({ item, kind }: ScoreLine, labels: Labels): string {
  const name = item.replaceAll('_', ' ');
  switch (kind) {
    case 'base':
      return item === 'start' ? 'where every account starts' : 'where the scale begins';
    case 'cap':
      return item === 'scale' ? 'held by the ends of the scale' : `no further for ${labels.label(item)}`;
    case 'rule':
      return `rule ${name}`;
    case 'override':
      return 'set by hand';
    case 'rounding':
      return 'rounded to a step of the scale';
    default:
      return name;
  }
}

/** What the rules say that moved the score. */
function ruleLines(adjusted: readonly ScoreLine[], labels: Labels): string[] {
  return adjusted.flatMap(({ kind, item }) => {
    const says = kind === 'rule' ? labels.rule(item) : null;
    return says === null ? [] : [`  Rule ${item.replaceAll('_', ' ')}: ${says}`];
  });
}

function dimensionsOf(items: readonly ScoreLine[]): [string, ScoreLine[]][] {
  const byName = groupBy(items, ({ dimension }) => dimension ?? '');
  return [...byName].sort(([a, x], [b, y]) => most(y) - most(x) || (a < b ? -1 : 1));
}

interface Shown {
  readonly explanation: Explanation;
  readonly labels: Labels;
}

function dimensionRows(name: string, items: readonly ScoreLine[], shown: Shown): string[][] {
  const own = most(items);
  const byItem = [...groupBy(items, ({ item }) => item)].map(([item, lines]) => ({ item, lines }));
  const heavy = byItem.sort((a, b) => most(b.lines) - most(a.lines) || (a.item < b.item ? -1 : 1));
  const weight = heavy.reduce((all, { lines }) => all + weightOf(lines), 0);
  return [
    [name, '', '', '', weightText(weight, shown), sum(items), own.toFixed(1)],
    ...heavy.map((line) => measureRow(line, shown)),
  ];
}

function measureRow({ item, lines }: Line, shown: Shown): string[] {
  const { labels, explanation } = shown;
  const [measure] = lines;
  const own = lines.find(({ kind }) => kind === 'measure') ?? measure;
  const standIn = lines.find(({ kind }) => kind === 'missing');
  const scaled = own?.scaled_value ?? null;
  const isWatched = weightOf(lines) === 0;
  return [
    `  ${labels.label(item)}`,
    labels.value(item, own?.raw_value ?? null),
    scaled === null || isWatched ? '' : bar(placeOf(scaled, explanation)),
    scaled === null ? '' : String(Math.round(scaled * 10) / 10),
    weightText(weightOf(lines), shown),
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

/** 0 to 1 of the scale. */
function placeOf(scaled: number, { scorecard }: Explanation): number {
  const { min, max } = scorecard ?? { min: 0, max: 100 };
  return (scaled - min) / (max - min);
}

/** A measure's stated weight, whichever of its lines says it. */
function weightOf([line]: readonly ScoreLine[]): number {
  return line?.weight ?? 0;
}

/** Where the scorecard counts by points, what a measure can give says it all. */
function weightText(weight: number, { explanation }: Shown): string {
  return explanation.scorecard?.arithmetic === 'points' ? '' : `${(100 * weight).toFixed(1)} %`;
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
