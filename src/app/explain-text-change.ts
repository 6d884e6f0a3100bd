import type { ExplainedChange, Explanation, ItemChange } from './explain.ts';
import type { Labels } from './explain-labels.ts';
import type { Parts } from './explain-parts.ts';
import type { Turn } from './explain-turns.ts';
import { type TextColumn, textTable } from './text-table.ts';
import { dayText } from './words.ts';

const COLUMNS: readonly TextColumn[] = [
  { head: '', max: 44 },
  { head: 'then', align: 'right', max: 14 },
  { head: 'now', align: 'right', max: 14 },
  { head: 'points', align: 'right' },
];

/** So many measures are told; the rest is one line. */
const TOLD = 6;

/** What moved since the earlier reading: dimensions first, then measures, those that moved most on top. */
export function changeLines(explanation: Explanation, labels: Labels): string[] {
  const { change } = explanation;
  if (change === null || change.change === null || change.items.length === 0) return [];
  const head = { ...(COLUMNS[0] ?? { head: '' }), head: `what moved since ${dayText(change.since)}` };
  const rows = [
    ...change.dimensions.map(({ dimension, change: moved }) => [
      dimension ?? 'the whole score',
      '',
      '',
      points(moved),
    ]),
    ['', '', '', '-------'],
    ...change.items.slice(0, TOLD).map((item) => itemRow(item, labels)),
    ...restRow(change),
  ];
  const version =
    change.scorecard_version === explanation.scorecard_version
      ? []
      : [
          `  the scorecard changed meanwhile, from version ${change.scorecard_version} to ${explanation.scorecard_version}`,
        ];
  return ['', ...textTable([head, ...COLUMNS.slice(1)], rows), ...version, ...partLines(change)];
}

const PART_WORDS = {
  behaviour: 'what the account did',
  availability: 'what is known of it',
  version: 'the scorecard',
  override: 'what was set by hand',
} as const;

/** The change by its cause: four parts that add up to it, in no order of telling. */
function partLines({ parts }: ExplainedChange): string[] {
  if (parts === null) return [];
  const told = Object.entries(PART_WORDS)
    .map(([part, words]) => ({ words, moved: parts[part as keyof Parts] }))
    .filter(({ moved }) => moved !== 0);
  if (told.length === 0) return [];
  return [`  of this: ${told.map(({ words, moved }) => `${words} ${points(moved)}`).join(', ')}`];
}

/** When and where it turned. */
export function turnLines({ turns }: Explanation): string[] {
  if (turns.length === 0) return [];
  const line = ({ dimension, on, before, after }: Turn) =>
    `  ${dimension} ${after < before ? 'fell' : 'rose'} from ${before.toFixed(1)} to ${after.toFixed(1)} with the reading of ${dayText(on)}`;
  return ['', 'when and where it turned', ...turns.map(line)];
}

function itemRow(item: ItemChange, labels: Labels): string[] {
  const name = labels.label(item.item);
  const absent = item.kind === 'missing' ? `${name}, without a value` : name;
  return [
    `  ${absent}`,
    labels.value(item.item, item.value_before),
    labels.value(item.item, item.value_after),
    points(item.change),
  ];
}

function restRow({ items }: ExplainedChange): string[][] {
  const rest = items.slice(TOLD);
  if (rest.length === 0) return [];
  const moved = rest.reduce((sum, { change }) => sum + change, 0);
  return [[`  ${rest.length} more`, '', '', points(moved)]];
}

function points(value: number): string {
  return `${value > 0 ? '+' : ''}${value.toFixed(4)}`;
}
