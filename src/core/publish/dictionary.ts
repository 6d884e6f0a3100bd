import { readersKey } from './layout.ts';
import { markdownTable } from './markdown-table.ts';
import type { MergedTable } from './merged-tables.ts';
import type { PublishedColumn } from './published-table.ts';
import type { ReadersView } from './readers-views.ts';

/** _publish/dictionary.json: what every published table and column means. */
export interface Dictionary {
  readonly format: 1;
  readonly version: number;
  readonly tables: readonly DictionaryTable[];
  /** Views of the serving file; their columns are those that their tables share. */
  readonly views: readonly DictionaryView[];
}

interface DictionaryView {
  readonly name: string;
  readonly description: string;
  readonly tables: readonly string[];
}

interface DictionaryTable {
  readonly name: string;
  readonly description: string;
  readonly key: readonly string[];
  /** Where its Parquet lies for readers that glob; null if only the serving file shows it. */
  readonly path: string | null;
  readonly columns: readonly PublishedColumn[];
}

export function dictionary(
  tables: readonly MergedTable[],
  views: readonly ReadersView[],
  version: number,
): Dictionary {
  return {
    format: 1,
    version,
    tables: tables.map(({ name, description, key, columns, servingOnly }) => ({
      name,
      description,
      key,
      path: servingOnly ? null : readersKey(name, version, '*'),
      columns,
    })),
    views: views.map(({ name, comment, sources }) => ({
      name,
      description: comment,
      tables: sources.map(({ table }) => table),
    })),
  };
}

/** The dictionary for people. */
export function dictionaryMarkdown(dictionary: Dictionary): string {
  const intro = [
    '# Published tables',
    '',
    'Made by Holdfast with every publish; do not edit. Readers of the Parquet files see the partition columns `v` and',
    '`snapshot_date` as well; the serving file `_serve/holdfast.duckdb` has `snapshot_date` and a view `current_<table>`',
    'with the latest date of each table.',
  ];
  return `${[...intro, ...dictionary.tables.flatMap(tableSection), ...viewsSection(dictionary.views)].join('\n')}\n`;
}

function tableSection(table: DictionaryTable): string[] {
  const where = table.path === null ? 'in the serving file only' : `\`${table.path}\``;
  return [
    '',
    `## ${table.name}`,
    '',
    table.description,
    '',
    `- key: ${table.key.map((name) => `\`${name}\``).join(', ')}`,
    `- files: ${where}`,
    '',
    ...markdownTable(
      ['column', 'type', 'unit', 'range', 'meaning'],
      table.columns.map(({ name, type, unit = '', range = '', description }) => [
        `\`${name}\``,
        type,
        unit,
        range,
        description,
      ]),
    ),
  ];
}

function viewsSection(views: readonly DictionaryView[]): string[] {
  const rows = views.map(({ name, tables, description }) => [`\`${name}\``, tables.join(', '), description]);
  return ['', '## Views of the serving file', '', ...markdownTable(['view', 'of', 'meaning'], rows)];
}
