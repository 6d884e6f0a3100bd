import type { SourceDefinition } from '../../core/config/source-definition.ts';
import type { SourceFiles } from '../../ports/source-files.ts';
import type { KnownFile } from './recognise-files.ts';

/** Files of which one counts, and files without rows. */
export interface FileGroups {
  readonly groups: readonly (readonly KnownFile[])[];
  readonly empty: readonly KnownFile[];
}

/** Of events, files with the same bytes are one group; of full exports, files of the same day. */
export async function groupFiles(
  files: SourceFiles,
  source: SourceDefinition,
  known: readonly KnownFile[],
): Promise<FileGroups> {
  const hashed = await hashTwins(files, source, known);
  return {
    groups: sameIdentity(source, hashed),
    empty: hashed.filter((one) => isEmpty(source, one)),
  };
}

/** Only files of equal size can hold the same bytes: the others are hashed while they are loaded. */
async function hashTwins(
  files: SourceFiles,
  source: SourceDefinition,
  known: readonly KnownFile[],
): Promise<KnownFile[]> {
  if (source.kind === 'full_export') return [...known];
  const sizes = new Map<number, number>();
  const size = (one: KnownFile) => one.file?.size ?? one.row?.size ?? 0;
  for (const one of known) sizes.set(size(one), (sizes.get(size(one)) ?? 0) + 1);
  const hashed: KnownFile[] = [];
  for (const one of known) {
    const twins = one.sha256 === null && !isEmpty(source, one) && (sizes.get(size(one)) ?? 0) > 1;
    hashed.push(twins ? { ...one, sha256: await files.sha256(one.path) } : one);
  }
  return hashed;
}

/** An export without rows says that nothing is left: believed only where everything may vanish. */
function isEmpty(source: SourceDefinition, one: KnownFile): boolean {
  if (one.kind !== 'candidate') return one.row.status === 'empty';
  const everythingMayVanish = source.kind === 'full_export' && source.tolerate.vanished === 1;
  return one.content.is === 'empty' && !(everythingMayVanish && one.file.size > 0);
}

function sameIdentity(source: SourceDefinition, known: readonly KnownFile[]): KnownFile[][] {
  const byIdentity = new Map<string, KnownFile[]>();
  for (const one of known) {
    if (isEmpty(source, one)) continue;
    const identity = (source.kind === 'events' ? one.sha256 : one.fileDate) ?? `path ${one.path}`;
    byIdentity.set(identity, [...(byIdentity.get(identity) ?? []), one]);
  }
  return [...byIdentity.values()];
}
