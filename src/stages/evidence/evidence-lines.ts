import type { SourceDefinition } from '../../core/config/source-definition.ts';
import type { SourceFiles } from '../../ports/source-files.ts';
import type { Session } from '../../ports/warehouse.ts';
import { brokenLines } from '../extract/broken-lines.ts';
import { findFiles, listOnce } from '../extract/find-files.ts';
import { layoutOf } from '../extract/layout-of.ts';
import { physicalLines } from '../extract/physical-lines.ts';

/**
 * The physical lines of some records of one file, as they lie there now, by record; none where the format has no lines or the
 * file is gone.
 */
export async function evidenceLines(
  { files, session }: { readonly files: SourceFiles; readonly session: Session },
  source: SourceDefinition,
  path: string,
  records: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const file = (await findFiles(source, listOnce(files))).find((each) => each.path === path);
  if (file === undefined || file.format.type === 'parquet') return new Map();
  const layout = await layoutOf(files, session, source, file);
  if (!layout?.lines) return new Map();
  const wanted = [...new Set(records)].sort((a, b) => a - b);
  const answer = await physicalLines(files.content(path), layout.lines, {
    records: wanted,
    broken: [],
    brokenLines: await brokenLines(session, source.relation, path),
  });
  return new Map(wanted.map((record, i) => [record, answer.records[i] ?? record]));
}
