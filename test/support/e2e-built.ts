import { qualified } from '../../src/core/sql/quote.ts';
import { asking } from './e2e-query.ts';

/** What was read back from the published target is there only where something was published before. */
const READ_BACK = 'published_readings';
const SCHEMAS = "('intermediate', 'spine', 'features', 'marts', 'scores', 'backtest')";

/** Of each relation that a project has built, on whatever dates: how many rows it has and what they hold, in any order. */
export function builtRelations(project: string): Promise<Readonly<Record<string, string>>> {
  return asking(project, async (ask) => {
    const tables = await ask<{ relation: string }>(
      `select schema_name || '.' || table_name as relation from duckdb_tables()
       where database_name = 'build' and schema_name in ${SCHEMAS} and table_name <> '${READ_BACK}' order by relation`,
    );
    const found: Record<string, string> = {};
    for (const { relation } of tables) {
      const [row] = await ask<{ print: string }>(
        `select count(*) || ' ' || coalesce(sum(cast(hash(t) as hugeint)), 0) as print from ${qualified(`build.${relation}`)} as t`,
      );
      found[relation] = row?.print ?? '';
    }
    return found;
  });
}
