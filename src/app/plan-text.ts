import { reasonText } from '../core/plan/dirty-reasons.ts';
import type { NodeForecast } from '../core/plan/forecast.ts';
import type { ForeseenPlan } from './plan.ts';
import { textTable } from './text-table.ts';
import { count, counted } from './words.ts';

/** Reasons that one line gives. */
const REASONS = 2;
/** Files that are named. */
const FILES = 8;

/** A plan for a person: what it is about, what is new, what is to be built and why, and how columns change. */
export function planText(plan: ForeseenPlan): string {
  const { dates, project, target, selection, forecast } = plan;
  const busy = forecast.nodes.filter(({ action }) => action !== 'nothing');
  const idle = forecast.nodes.length - busy.length;
  return [
    `pipeline ${plan.pipeline} as of ${plan.asOf}, target ${target.name} (${target.path})`,
    `steps: ${plan.steps.join(', ')}`,
    `as-of dates: ${dates.length}, from ${dates[0] ?? ''} to ${dates.at(-1) ?? ''}`,
    `sources: ${project.sources.length}, seeds: ${project.seeds.length}, scorecards: ${project.scorecards.map(({ card }) => card.name).join(', ')}`,
    ...(selection === null ? [] : [`left out: ${counted(selection.leftOut.length, 'node')}, as they stand`]),
    ...fileLines(plan),
    '',
    ...nodeLines(busy),
    ...(idle === 0 ? [] : [`${counted(idle, 'node')} as ${idle === 1 ? 'it stands' : 'they stand'}`]),
    ...busy.flatMap(columnLines),
  ].join('\n');
}

function fileLines({ forecast: { files } }: ForeseenPlan): string[] {
  if (files.length === 0) return ['exports: nothing new'];
  const rest = files.length - FILES;
  return [
    `exports: ${counted(files.length, 'file')} to load`,
    ...files.slice(0, FILES).map(({ path, change, knownFrom }) => {
      const known = knownFrom === null ? '' : `, rows known from ${knownFrom.slice(0, 10)}`;
      return `  ${path} (${change}${known})`;
    }),
    ...(rest > 0 ? [`  and ${count(rest)} more`] : []),
  ];
}

function nodeLines(busy: readonly NodeForecast[]): string[] {
  if (busy.length === 0) return ['everything stands as it should'];
  const rows = busy.map((node) => [node.node, workText(node), whyText(node)]);
  return textTable([{ head: 'node' }, { head: 'to do' }, { head: 'why', max: 60 }], rows);
}

function workText({ materialized, action, dates }: NodeForecast): string {
  if (dates.length > 0) return counted(dates.length, 'date');
  if (materialized === 'view') return 'check';
  return action === 'part' ? 'touched days' : 'whole';
}

function whyText({ reasons }: NodeForecast): string {
  const more = reasons.length - REASONS;
  const told = reasons.slice(0, REASONS).map(reasonText);
  return [...told, ...(more > 0 ? [`${count(more)} more`] : [])].join('; ');
}

function columnLines({ node, columns, readers }: NodeForecast): string[] {
  if (columns === null) return [];
  const { gained, lost, retyped } = columns;
  const parts = [
    ...gained.map((name) => `+ ${name}`),
    ...lost.map((name) => `- ${name}`),
    ...retyped.map(({ column, from, to }) => `${column}: ${from} -> ${to}`),
  ];
  const read = readers.length === 0 ? 'nothing reads it' : `read by ${readers.join(', ')}`;
  return ['', `columns of ${node} (${read})`, ...parts.map((part) => `  ${part}`)];
}
