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
 * row that was known before, which restates that day. Runs after extract.
 */
export async function inputFingerprintRows(session: Session, asOf: string): Promise<readonly InputFile[]> {
  const sources = await session.rows<{ source: string }>(
    `select distinct source from build.meta.sources where json_extract_string(definition, '$.kind') = 'events' order by source`,
  );
  const day = `timestamp ${literal(asOf)}`;
  const displacing = sources.map(
    ({ source }) =>
      `select _winner_file from ${qualified(`build.${losersOf(source)}`)} where _known_at < ${day}`,
  );
  return session.rows<InputFile>(
    `select source, path, sha256 from build.meta.files
     where min_known_at < ${day} ${displacing.map((query) => `or file_id in (${query})`).join(' ')}
     order by source, path`,
  );
}
