import type { SeedDefinition } from '../../core/config/project.ts';
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
  const types = seed.columns.map(({ name, type }) => `${literal(name)}: ${literal(type)}`).join(', ');
  const names = seed.columns.map(({ name }) => identifier(name)).join(', ');
  const options = `header = true, auto_detect = false, hive_partitioning = false, delim = ',', quote = '"'`;
  const read = `read_csv(${fileLiteral(path)}, ${options}, columns = {${types}})`;
  try {
    await session.run(
      `create or replace table ${qualified(`build.${seed.relation}`)} as select ${names} from ${read}`,
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
