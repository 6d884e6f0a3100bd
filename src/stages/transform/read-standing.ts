import { compiled, meta } from '../../core/sql/meta-queries.ts';
import type { Session } from '../../ports/warehouse.ts';
import { readState, type TransformState } from './transform-state.ts';
import { builtRelations } from './world.ts';

/** What a node was when it was last built. */
interface NodeRecord {
  /** By name, a SHA-256 of everything but data that it was made of. */
  readonly parts: Readonly<Record<string, string>>;
  /** By name, the types of its columns. */
  readonly columns: Readonly<Record<string, string>>;
}

/** What a build file holds, for whoever only looks at it. */
export interface Standing {
  readonly state: TransformState;
  readonly built: ReadonlySet<string>;
  readonly records: ReadonlyMap<string, NodeRecord>;
}

/** Null where no model was ever built, or by a version that kept other notes. Changes nothing. */
export async function readStanding(session: Session): Promise<Standing | null> {
  const built = await builtRelations(session);
  if (!['model_state', 'node_record', 'raw_changes'].every((table) => built.has(`meta.${table}`)))
    return null;
  const { sql, params } = compiled(meta.selectFrom('node_record').selectAll());
  const rows = await session.rows<{ node: string; parts: string; columns: string }>(sql, params);
  const records = rows.map(({ node, parts, columns }): [string, NodeRecord] => [
    node,
    { parts: JSON.parse(parts), columns: JSON.parse(columns) },
  ]);
  return { state: await readState(session), built, records: new Map(records) };
}
