import { plainType } from '../../core/config/plain-type.ts';
import type { SeedDefinition } from '../../core/config/project.ts';
import { typedColumn } from '../../core/sql/extract-types.ts';
import { fileLiteral, identifier, literal, qualified } from '../../core/sql/quote.ts';
import { fail } from '../../errors.ts';
import type { Session } from '../../ports/warehouse.ts';

/**
 * Loads every seed into build.seeds, whole, in one transaction. Must run before the door shuts. `pathOf` gives a seed
 * file's absolute path. @throws HoldfastError seedInvalid with file and line where a row does not fit the declared types.
 */
export async function loadSeeds(
  session: Session,
  seeds: readonly SeedDefinition[],
  pathOf: (file: string) => string,
): Promise<void> {
  await session.run('create schema if not exists build.seeds');
  await session.transaction(async () => {
    for (const seed of seeds) await loadSeed(session, seed, pathOf(seed.file));
  });
}

async function loadSeed(session: Session, seed: SeedDefinition, path: string): Promise<void> {
  const texts = seed.columns.map(({ name }) => `${literal(name)}: 'VARCHAR'`).join(', ');
  const values = seed.columns
    .map(({ name, type }) => `${typed(name, type)} as ${identifier(name)}`)
    .join(', ');
  const options = `header = true, auto_detect = false, hive_partitioning = false, delim = ',', quote = '"'`;
  const rows = `select *, row_number() over () + 1 as _line from read_csv(${fileLiteral(path)}, ${options}, columns = {${texts}})`;
  try {
    await session.run(
      `create or replace table ${qualified(`build.${seed.relation}`)} as select ${values} from (${rows})`,
    );
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const line = Number(/Line: (\d+)/.exec(message)?.[1] ?? 1);
    fail(
      'seedInvalid',
      { seed: seed.name, detail: message.split('\n')[0] ?? '' },
      { file: seed.file, line, cause: error },
    );
  }
}

/** A text as its declared type, as sources have it: one that would have to be rounded does not fit. */
function typed(name: string, type: string): string {
  const raw = identifier(name);
  const { value } = typedColumn(
    { name, type: plainType(type), required: false, optional: false, personal: false },
    'VARCHAR',
    '.',
  );
  const fault = `'Line: ' || _line || ${literal(`, column ${name}: "`)} || ${raw} || ${literal(`" is no ${type}`)}`;
  return `case when ${value(raw)} is null and trim(${raw}) <> '' then error(${fault}) else ${value(raw)} end`;
}
