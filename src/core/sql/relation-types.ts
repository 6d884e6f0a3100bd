import { compareText } from '../config/canonical-json.ts';
import { plainType } from '../config/plain-type.ts';
import type { PartialProject } from '../config/project.ts';
import { rawColumns } from '../config/raw-columns.ts';

interface RelationType {
  readonly relation: string;
  readonly description: string;
  readonly columns: readonly ColumnType[];
}

interface ColumnType {
  readonly name: string;
  readonly type: string;
  readonly description: string;
  /** Never null, as far as what is declared says. */
  readonly known: boolean;
}

const HEADER = `/**
 * Written by \`holdfast codegen\` from the yml of models, sources and seeds: change those, and run it again.
 * Each relation of the project with the types of its columns, for models that are written in TypeScript.
 */

/** YYYY-MM-DD */
type Day = string;
/** YYYY-MM-DD HH:MM:SS in UTC */
type Instant = string;
`;

/** The text of models/relations.d.ts: an interface with one entry a relation, in the order of their names. */
export function relationTypes(project: Pick<PartialProject, 'models' | 'sources' | 'seeds'>): string {
  const relations = [...modelTypes(project), ...sourceTypes(project), ...seedTypes(project), SPINE];
  const sorted = relations.sort((a, b) => compareText(a.relation, b.relation));
  return `${HEADER}\nexport interface Relations {\n${sorted.map(relationText).join('\n')}\n}\n`;
}

const SPINE: RelationType = {
  relation: 'spine.account_as_of',
  description: 'Every live account of each as-of date of a run.',
  columns: [
    { name: 'account_id', type: 'varchar', description: 'The account.', known: true },
    { name: 'as_of', type: 'date', description: 'The day that is spoken about, at 00:00 UTC.', known: true },
  ],
};

function modelTypes({ models }: Pick<PartialProject, 'models'>): RelationType[] {
  return models.map(({ relation, config }) => ({
    relation,
    description: config.description,
    columns: config.columns.map(({ name, type, unit, description, checks }) => ({
      name,
      type,
      description: unit === undefined ? description : `${description} (${unit})`,
      known: config.grain?.includes(name) === true || checks.some(saysNotNull),
    })),
  }));
}

function saysNotNull(check: unknown): boolean {
  return check === 'not_null' || (typeof check === 'object' && check !== null && 'not_null' in check);
}

function sourceTypes({ sources }: Pick<PartialProject, 'sources'>): RelationType[] {
  return sources.map((source) => ({
    relation: source.relation,
    description: source.description,
    columns: rawColumns(source).map(({ name, type }) => ({ name, type, description: '', known: false })),
  }));
}

function seedTypes({ seeds }: Pick<PartialProject, 'seeds'>): RelationType[] {
  return seeds.map(({ relation, description, key, columns }) => ({
    relation,
    description,
    columns: columns.map((column) => ({ ...column, known: key.includes(column.name) })),
  }));
}

function relationText({ relation, description, columns }: RelationType): string {
  const lines = columns.flatMap(({ name, type, description: meaning, known }) => [
    ...comment(meaning, '    '),
    `    ${name}: ${typescriptType(type)}${known ? '' : ' | null'};`,
  ]);
  return [...comment(description, '  '), `  '${relation}': {`, ...lines, '  };'].join('\n');
}

/** A text as one comment; what would end it early is kept apart. */
function comment(text: string, indent: string): string[] {
  const plain = text.replaceAll(/\s+/g, ' ').trim().replaceAll('*/', '* /');
  return plain === '' ? [] : [`${indent}/** ${plain} */`];
}

/** What a value of a DuckDB type is in TypeScript, as `Session.rows` gives it. */
function typescriptType(type: string): string {
  const plain = plainType(type);
  if (plain.endsWith('[]')) return `(${typescriptType(plain.slice(0, -2))} | null)[]`;
  if (plain === 'date') return 'Day';
  if (plain.startsWith('timestamp')) return 'Instant';
  if (plain === 'boolean') return 'boolean';
  if (/^(u?(tiny|small|big|huge)int|u?integer|double|float|decimal.*)$/.test(plain)) return 'number';
  return /^(varchar|uuid|json|time.*)$/.test(plain) ? 'string' : 'unknown';
}
