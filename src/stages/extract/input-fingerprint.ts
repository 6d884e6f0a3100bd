import type { SourceDefinition } from '../../core/config/source-definition.ts';
import { losersOf } from '../../core/sql/meta-tables.ts';
import { literal, qualified } from '../../core/sql/quote.ts';
import type { Session } from '../../ports/warehouse.ts';

/** A file that a snapshot of some day depends on. */
export interface InputFile {
  /** raw.<system>__<name> */
  readonly source: string;
  readonly path: string;
  readonly sha256: string;
}

/**
 * The files with any row known before the as-of date, sorted: what the snapshot id is made of. A file whose rows all became
 * known later changes nothing, so an old day keeps its id when new data arrives; unless one of its rows took the place of a
 * row that was known before, which restates that day. Files of sources that the project no longer has lie on in the build file
 * and are left out: one that starts from nothing has the same id. Runs after extract.
 */
export async function inputFingerprintRows(
  session: Session,
  sources: readonly SourceDefinition[],
  asOf: string,
): Promise<readonly InputFile[]> {
  if (sources.length === 0) return [];
  const own = `source in (${sources.map(({ relation }) => literal(relation)).join(', ')})`;
  const events = await session.rows<{ source: string }>(
    `select distinct source from build.meta.sources
     where ${own} and json_extract_string(definition, '$.kind') = 'events' order by source`,
  );
  const day = `timestamp ${literal(asOf)}`;
  const displacing = events.map(
    ({ source }) =>
      `select _winner_file from ${qualified(`build.${losersOf(source)}`)} where _known_at < ${day}`,
  );
  return session.rows<InputFile>(
    `select source, path, sha256 from build.meta.files
     where ${own} and (min_known_at < ${day} ${displacing.map((query) => `or file_id in (${query})`).join(' ')})
     order by source, path`,
  );
}
