import type { SourceDefinition } from '../../core/config/source-definition.ts';
import { literal } from '../../core/sql/quote.ts';
import { HoldfastError, problem } from '../../errors.ts';
import type { Session } from '../../ports/warehouse.ts';

/**
 * Tries the formats and time zones of a source where only the database can tell whether they exist.
 * @throws HoldfastError configInvalid for each that does not.
 */
export async function checkDeclaration(session: Session, source: SourceDefinition): Promise<void> {
  const wrong: HoldfastError[] = [];
  for (const { name, format, time_zone: zone } of source.columns) {
    const trials = [
      ...(format === undefined
        ? []
        : [{ key: 'format', sql: `select try_strptime('', ${literal(format)})` }]),
      ...(zone === undefined
        ? []
        : [{ key: 'time_zone', sql: `select timezone(${literal(zone)}, timestamp '2000-01-01')` }]),
    ];
    for (const { key, sql } of trials) {
      await session.rows(sql).catch((error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        if (!/^[\w ]+ Error: /.test(message) || message.startsWith('INTERRUPT')) throw error;
        const detail = message.split('\n')[0]?.replace(/^[\w ]+ Error: /, '') ?? '';
        const path = `sources.${source.name}.columns.${name}.${key}`;
        wrong.push(new HoldfastError([problem('configInvalid', { path, detail }, { file: source.file })]));
      });
    }
  }
  if (wrong.length > 0) throw new HoldfastError(wrong.flatMap((error) => error.problems));
}
