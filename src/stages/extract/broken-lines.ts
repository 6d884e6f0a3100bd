import { literal } from '../../core/sql/quote.ts';
import type { Session } from '../../ports/warehouse.ts';

/** The physical lines of a loaded file that the reader could not split into records: it gave them no number. */
export async function brokenLines(
  session: Session,
  source: string,
  path: string,
): Promise<ReadonlySet<number>> {
  const rows = await session.rows<{ line: number }>(
    `select line from build.meta.rejects
     where source = ${literal(source)} and path = ${literal(path)} and record is null and line is not null`,
  );
  return new Set(rows.map(({ line }) => line));
}
