import type { PreparedTable } from '../../core/publish/published-table.ts';
import { identifier } from '../../core/sql/quote.ts';
import { HoldfastError, problem } from '../../errors.ts';
import type { Session } from '../../ports/warehouse.ts';

/**
 * Does some work while what several tables go by lies in temporary tables of the connection.
 * @throws HoldfastError publishQueryFailed (1), and what the work throws.
 */
export async function withPrepared<T>(
  warehouse: Session,
  prepared: readonly PreparedTable[],
  work: () => Promise<T>,
): Promise<T> {
  try {
    for (const table of prepared) await prepare(warehouse, table);
    return await work();
  } finally {
    for (const { name } of prepared) await warehouse.run(`drop table if exists ${temporary(name)}`);
  }
}

async function prepare(warehouse: Session, { name, query }: PreparedTable): Promise<void> {
  try {
    await warehouse.run(`create or replace temp table ${identifier(name)} as ${query}`);
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new HoldfastError([problem('publishQueryFailed', { table: name, detail })], { cause });
  }
}

function temporary(name: string): string {
  return `temp.main.${identifier(name)}`;
}
