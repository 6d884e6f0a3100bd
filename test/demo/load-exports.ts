import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { parseProject } from '../../src/core/config/parse-project.ts';
import type { PartialProject } from '../../src/core/config/project.ts';
import type { SourceDefinition } from '../../src/core/config/source-definition.ts';
import type { SourceColumn } from '../../src/core/config/source-schema.ts';
import type { Session } from '../../src/ports/warehouse.ts';

/** What one source's files hold, by a loader that shares nothing with the engine's. */
export interface LoadedSource {
  readonly source: string;
  readonly files: number;
  readonly records: number;
  readonly rejects: number;
  readonly keys: number;
  /** The largest share of rejects and of keys repeated within the file, in one of its files. */
  readonly worst: number;
}

/** The root project's sources, staging models and seeds; whatever else lies there may be unfinished. */
export async function stagingProject(): Promise<PartialProject> {
  const files = new Map<string, string>();
  for (const folder of ['models/staging', 'seeds']) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile()) files.set(path.split(sep).join('/'), await readFile(path, 'utf8'));
    }
  }
  const parsed = parseProject(files, {});
  const own = parsed.problems.filter((problem) => problem.file !== 'pipeline.yml');
  if (own.length > 0) throw new Error(JSON.stringify(own, null, 2));
  // Text signals need macros; test/models/text-signals.test.ts looks at them.
  return {
    ...parsed.partial,
    models: parsed.partial.models.filter(({ config }) => !config.tags.includes('text')),
  };
}

/** Files below `root` that a source's patterns name, as regular expressions of the test's own. */
async function filesOf(source: SourceDefinition, root: string): Promise<string[]> {
  const all = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = all
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
  const patterns = source.files.map(
    ({ path }) =>
      new RegExp(
        `^${path.replaceAll('.', '\\.').replaceAll('*', '[^/]*').replace('{date}', '\\d{4}-\\d{2}-\\d{2}').replace('{month}', '\\d{4}-\\d{2}')}$`,
      ),
  );
  return paths.filter((path) => patterns.some((pattern) => pattern.test(path))).sort();
}

/**
 * Loads a source's files as text, types every column by its declaration, and makes `raw.<system>__<name>` as the engine
 * would: one row per key for events, validity intervals for full exports. All records stay in `loaded_<system>__<name>`.
 */
export async function loadSource(
  session: Session,
  source: SourceDefinition,
  root: string,
): Promise<LoadedSource> {
  const files = await filesOf(source, root);
  await session.run(`create or replace temp table texts as ${texts(source, root, files)}`);
  const name = `${source.system}__${source.name}`;
  const loaded = `loaded_${name}`;
  await session.run(`create or replace temp table ${loaded} as ${typed(source)}`);
  const keys = source.key.join(', ');
  const [counts] = await session.rows<Omit<LoadedSource, 'source' | 'files'>>(`
    select count(*) as records, count(*) filter (rejected) as rejects,
      count(distinct (${source.kind === 'events' ? keys : `${keys}, path`})) filter (not rejected) as keys,
      (select max(share) from (select 1 - count(distinct (${keys})) filter (not rejected) / count(*) as share from ${loaded} group by path)) as worst
    from ${loaded}`);
  await session.run('create schema if not exists raw');
  await session.run(
    `create or replace table ${source.relation} as ${source.kind === 'events' ? events(source, loaded) : history(source, loaded)}`,
  );
  return { source: name, files: files.length, ...(counts ?? { records: 0, rejects: 0, keys: 0, worst: 0 }) };
}

function texts(source: SourceDefinition, root: string, files: readonly string[]): string {
  const parts = source.files.flatMap(({ path, format }) => {
    const ending = path.slice(path.lastIndexOf('}') + 1).replace('*', '');
    const list = files.filter((file) => file.endsWith(ending)).map((file) => `'${join(root, file)}'`);
    if (list.length === 0) return [];
    const path_ = `substr(filename, ${root.length + 2}) as path`;
    const from = (column: SourceColumn) => column.from ?? column.name;
    if (format.type === 'jsonl') {
      const columns = source.columns.map(
        (c) => `case when json_valid(line) then line ->> '$.${from(c)}' end as ${c.name}`,
      );
      return [
        `select ${columns.join(', ')}, ${path_} from read_csv([${list}], columns = {'line': 'varchar'}, header = false,
          delim = chr(1), quote = '', escape = '', filename = true, max_line_size = 10000000)`,
      ];
    }
    const reader =
      format.type === 'parquet'
        ? `read_parquet([${list}], union_by_name = true, filename = true)`
        : `read_csv([${list}], all_varchar = true, header = true, delim = '${format.type === 'csv' ? format.delimiter : ','}', quote = '"', escape = '"',
            union_by_name = true, filename = true)`;
    return [
      `select ${source.columns.map((c) => `cast(${from(c)} as varchar) as ${c.name}`).join(', ')}, ${path_} from ${reader}`,
    ];
  });
  const none = source.columns.map(({ name }) => `cast(null as varchar) as ${name}`).join(', ');
  return parts.length > 0 ? parts.join(' union all by name ') : `select ${none}, '' as path where false`;
}

function typed(source: SourceDefinition): string {
  const decimal = source.files.some(({ format }) => format.type === 'csv' && format.decimal === ',');
  const value = (column: SourceColumn): string => {
    const { name, type, format, time_zone: zone } = column;
    if (format !== undefined) return `cast(try_strptime(${name}, '${format}') as ${type})`;
    if (type.startsWith('decimal') && decimal) return `try_cast(replace(${name}, ',', '.') as ${type})`;
    if (zone !== undefined) return `timezone('UTC', timezone('${zone}', try_cast(${name} as timestamp)))`;
    return `try_cast(${name} as ${type})`;
  };
  const bad = source.columns.map((column) => {
    const required = column.required || source.key.includes(column.name);
    return `(texts.${column.name} is not null and t.${column.name} is null)
      ${required ? `or texts.${column.name} is null` : ''}
      ${column.min === undefined ? '' : `or coalesce(t.${column.name} < ${column.min}, false)`}
      ${column.max === undefined ? '' : `or coalesce(t.${column.name} > ${column.max}, false)`}`;
  });
  return `
    with texts as (select row_number() over () as record, * from texts),
    t as (select record, ${source.columns.map((c) => `${value(c)} as ${c.name}`).join(', ')} from texts)
    select t.*, texts.path, (${bad.join(' or ')}) as rejected,
      case
        when regexp_matches(texts.path, '_\\d{4}-\\d{2}-\\d{2}') then cast(regexp_extract(texts.path, '\\d{4}-\\d{2}-\\d{2}') as date)
        else cast(cast(regexp_extract(texts.path, '\\d{4}-\\d{2}') || '-01' as date) + interval 1 month as date)
      end as file_date
    from t join texts using (record)`;
}

function events(source: SourceDefinition, loaded: string): string {
  const known = source.known_at ?? 'event_time';
  const at =
    known === 'file'
      ? `greatest(cast(${source.event_time} as timestamp), cast(file_date as timestamp))`
      : `cast(${typeof known === 'object' && 'column' in known ? known.column : source.event_time} as timestamp)`;
  const direction = source.duplicates === 'last' ? 'desc' : 'asc';
  return `
    select ${source.columns.map((c) => c.name).join(', ')}, 1 as _file_id, record as _record, ${at} as _known_at
    from ${loaded} where not rejected
    qualify row_number() over (partition by ${source.key.join(', ')}
      order by file_date ${direction}, path ${direction}, record ${direction}) = 1`;
}

function history(source: SourceDefinition, loaded: string): string {
  const columns = source.columns.map((c) => c.name);
  return `
    with days as (select file_date, row_number() over (order by file_date) as place from (select distinct file_date from ${loaded})),
    seen as (
      select l.*, d.place,
        d.place - row_number() over (partition by ${columns.join(', ')} order by d.place) as island
      from ${loaded} as l join days as d using (file_date) where not l.rejected
    ),
    spans as (
      select ${columns.join(', ')}, island, min(place) as first_place, max(place) as last_place
      from seen group by all
    )
    select ${columns.map((c) => `spans.${c}`).join(', ')}, f.file_date as valid_from, t.file_date as valid_to
    from spans join days as f on f.place = spans.first_place left join days as t on t.place = spans.last_place + 1`;
}

/** Creates the seeds as relations of the schema `seeds`. */
export async function loadSeeds(session: Session, project: PartialProject): Promise<void> {
  await session.run('create schema if not exists seeds');
  for (const seed of project.seeds) {
    const columns = seed.columns.map(({ name, type }) => `'${name}': '${type}'`).join(', ');
    await session.run(
      `create or replace table ${seed.relation} as select * from read_csv('${seed.file}', header = true, columns = {${columns}})`,
    );
  }
}
