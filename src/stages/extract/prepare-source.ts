import { rawColumns } from '../../core/config/raw-columns.ts';
import type { SourceDefinition } from '../../core/config/source-definition.ts';
import { losersOf } from '../../core/sql/meta-tables.ts';
import { identifier, literal, qualified } from '../../core/sql/quote.ts';
import type { Session } from '../../ports/warehouse.ts';
import type { Ledger } from './ledger.ts';

/**
 * Makes the relations of a source. When its declaration has changed in a way that decides what its rows are, what was loaded
 * under the old one is dropped and its files count as never seen. Answers whether that happened.
 */
export async function prepareSource(
  session: Session,
  ledger: Ledger,
  source: SourceDefinition,
): Promise<boolean> {
  const definition = decisive(source);
  const name = literal(source.relation);
  const [known] = await session.rows<{ definition: string }>(
    `select definition from build.meta.sources where source = ${name}`,
  );
  if (known?.definition === definition) return false;
  await session.transaction(async () => {
    if (known) await drop(session, ledger, source, known.definition);
    await session.run(createTable(source, source.relation, []));
    if (source.kind === 'events')
      await session.run(createTable(source, losersOf(source.relation), ['_winner_file integer']));
    await session.run(`delete from build.meta.sources where source = ${name}`);
    await session.run(`insert into build.meta.sources values (${name}, ${literal(definition)})`);
  });
  if (known) ledger.forget(source.relation);
  return known !== undefined;
}

/** Whether what was loaded under a definition, as build.meta.sources keeps it, is what the source declares now. */
export function isLoadedAs(source: SourceDefinition, definition: string): boolean {
  return decisive(source) === definition;
}

/** The part of a declaration that the rows depend on. */
function decisive(source: SourceDefinition): string {
  const { kind, files, key, event_time, known_at, duplicates } = source;
  const columns = source.columns.map(({ description, believed, ...rest }) => rest);
  return JSON.stringify({ kind, files, key, event_time, known_at, duplicates, columns });
}

function createTable(source: SourceDefinition, relation: string, more: readonly string[]): string {
  const columns = rawColumns(source).map(({ name, type }) => `${identifier(name)} ${type}`);
  return `create table if not exists ${qualified(`build.${relation}`)} (${[...columns, ...more].join(', ')})`;
}

/** Drops what was loaded; every day on which it happened and all since it was first known is to be looked at again. */
async function drop(
  session: Session,
  ledger: Ledger,
  source: SourceDefinition,
  definition: string,
): Promise<void> {
  const name = literal(source.relation);
  const generation = ledger.newGeneration();
  const raw = qualified(`build.${source.relation}`);
  const old = JSON.parse(definition) as Pick<SourceDefinition, 'kind' | 'event_time'>;
  await session.run(`insert into build.meta.raw_changes
    select ${generation}, ${name}, min(min_known_at) from build.meta.files where source = ${name} having min(min_known_at) is not null`);
  if (old.kind === 'events' && old.event_time !== undefined)
    await session.run(`insert into build.meta.touched_days
      select distinct ${generation}, ${name}, cast(${identifier(old.event_time)} as date) from ${raw}`);
  await session.run(
    `delete from build.meta.files where source = ${name}; delete from build.meta.rejects where source = ${name}`,
  );
  for (const relation of [source.relation, losersOf(source.relation)])
    await session.run(`drop table if exists ${qualified(`build.${relation}`)}`);
}
