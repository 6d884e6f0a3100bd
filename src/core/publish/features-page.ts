import type { Ask } from '../config/asks-schema.ts';
import type { ModelFile } from '../config/model-schema.ts';
import type { ModelDefinition } from '../config/project.ts';
import { markdownTable } from './markdown-table.ts';

type Column = ModelFile['columns'][number];

const HEADER = `# Features

Written by \`holdfast docs\` from the yml of the models: change those, and run it again. Each feature has one row per account and day, and speaks
about what was known strictly before that day. *Leading* signals come before the outcome, *lagging* ones with it.
`;

/**
 * docs/features.md: what was asked for with the columns that answer it, then every feature model with its columns, by its first
 * tag. `asks` may be empty: a new project has none of its own yet.
 */
export function featuresPage(models: readonly ModelDefinition[], asks: readonly Ask[]): string {
  const features = models.filter(({ layer }) => layer === 'features');
  const sections = [...new Set(features.map(sectionOf))].sort();
  return [
    HEADER,
    ...asksSection(models, asks),
    ...sections.flatMap((section) => [
      `## ${section}\n`,
      ...features.filter((model) => sectionOf(model) === section).map(modelSection),
    ]),
  ].join('\n');
}

/** Asks that columns name and the list does not know, with the yml that names them. */
export function unknownAsks(
  models: readonly ModelDefinition[],
  asks: readonly Ask[],
): { readonly ask: string; readonly file: string }[] {
  const known = new Set(asks.map(({ id }) => id));
  return models.flatMap(({ configFile, config }) =>
    [...new Set(config.columns.flatMap((column) => column.asks))]
      .filter((ask) => !known.has(ask))
      .map((ask) => ({ ask, file: configFile })),
  );
}

function sectionOf({ config }: ModelDefinition): string {
  const [tag = 'other'] = config.tags;
  return `${tag.charAt(0).toUpperCase()}${tag.slice(1).replaceAll('_', ' ')}`;
}

function asksSection(models: readonly ModelDefinition[], asks: readonly Ask[]): string[] {
  if (asks.length === 0) return [];
  const rows = asks.map(({ id, ask, by = '' }) => [id, ask, answers(models, id), by]);
  return [
    '## What was asked for\n',
    ...markdownTable(['ask', 'asked for', 'columns', 'answered by'], rows),
    '',
  ];
}

/** `model: column, column` for each model that answers the ask. */
function answers(models: readonly ModelDefinition[], ask: string): string {
  return models
    .flatMap(({ layer, name, config }) => {
      const columns = config.columns.filter((column) => column.asks.includes(ask));
      const model = layer === 'features' ? name : `${layer}.${name}`;
      const named = columns.map((column) => `\`${column.name}\``).join(', ');
      return columns.length === 0 ? [] : [`${model}: ${named}`];
    })
    .join('; ');
}

function modelSection({ name, config }: ModelDefinition): string {
  const columns = config.columns.filter((column) => column.name !== 'account_id' && column.name !== 'as_of');
  const head = ['column', 'type', 'unit', 'meaning', 'null', 'timing', 'direction', 'asks'];
  return [
    `### ${name}\n`,
    `${config.description.trim()}\n`,
    ...markdownTable(
      head,
      columns.map((column) => columnRow(column, config.description)),
    ),
    '',
  ].join('\n');
}

function columnRow(column: Column, description: string): string[] {
  const { name, type, unit = '', timing = '', direction = '', asks } = column;
  const way = direction === 'none' ? 'neither' : direction.replaceAll('_', ' ').replace(' is better', '');
  const meaning = column.description;
  return [`\`${name}\``, type, unit, meaning, whenNull(column, description), timing, way, asks.join(', ')];
}

/** What the column's own words say of null; else whether those of its model do, which stand above the table. */
function whenNull({ description, checks }: Column, model: string): string {
  const never = checks.some(
    (check) => check === 'not_null' || (typeof check === 'object' && 'not_null' in check),
  );
  if (never) return 'never';
  const said = sentences(description).find((sentence) => MENTIONS_NULL.test(sentence));
  if (said === undefined) return MENTIONS_NULL.test(model) ? 'see above' : '';
  return said.replace(/^.*?\bnulls?\b[,:]?\s*/i, '').replace(/[.;]$/, '') || 'see the meaning';
}

const MENTIONS_NULL = /\bnulls?\b/i;

function sentences(text: string): string[] {
  return text
    .replaceAll(/\s+/g, ' ')
    .split(/(?<=[.;])\s/)
    .map((sentence) => sentence.trim());
}
