import type { SourceDefinition } from '../../core/config/source-definition.ts';
import type { FileStatus, FilesRow } from '../../core/sql/meta-tables.ts';
import type { SourceFiles } from '../../ports/source-files.ts';
import type { LoadItem } from './batch.ts';
import { versionOf } from './file-version.ts';
import { type FoundFile, inOrder } from './find-files.ts';
import { groupFiles } from './group-files.ts';
import { counts, type Ledger } from './ledger.ts';
import type { Candidate, Content, KnownFile } from './recognise-files.ts';

/** What has to happen to a source's files. */
export interface SourcePlan {
  /** Files whose rows come, change or go, in the order in which they count. */
  readonly items: readonly LoadItem[];
  /** Rows of the ledger that change without any row of data. */
  readonly updates: readonly FilesRow[];
}

export interface PlanMeans {
  readonly files: SourceFiles;
  readonly ledger: Ledger;
  /** Looks into a file that has to be loaded although it did not change. */
  readonly open: (file: FoundFile) => Promise<Content>;
}

/**
 * Decides which files count, from the set of all that are known and nothing else: of the same bytes (of a full export: of one
 * day) one path counts. A file that lies there goes before one that is gone; then of events the first in order, of exports the
 * last path.
 */
export async function planSource(
  { files, ledger, open }: PlanMeans,
  source: SourceDefinition,
  known: readonly KnownFile[],
): Promise<SourcePlan> {
  const planner = new Planner({ files, ledger, open }, source);
  const { groups, empty } = await groupFiles(files, source, known);
  for (const group of groups) await planner.group(group);
  for (const file of empty) await planner.empty(file);
  return planner.plan;
}

class Planner {
  readonly #means: PlanMeans;
  readonly #source: SourceDefinition;
  readonly #items: Omit<LoadItem, 'generation'>[] = [];
  readonly #updates: FilesRow[] = [];

  constructor(means: PlanMeans, source: SourceDefinition) {
    this.#means = means;
    this.#source = source;
  }

  get plan(): SourcePlan {
    const items = this.#items
      .sort((a, b) => inOrder(a.file, b.file))
      .map((item) => ({ ...item, generation: this.#means.ledger.newGeneration() }));
    return { items, updates: this.#updates };
  }

  async group(group: readonly KnownFile[]): Promise<void> {
    const [chosen, ...others] = group.toSorted((a, b) => this.#precedence(a, b));
    if (chosen === undefined) return;
    const demoted: FilesRow[] = [];
    // What counted so far goes in the very transaction in which the chosen file comes.
    const isLoaded = chosen.kind === 'candidate' || (chosen.kind === 'known' && !counts(chosen.row));
    for (const other of others) {
      if (other.kind !== 'candidate') {
        const row = standing(other);
        if (isLoaded && counts(other.row)) demoted.push(withoutRows(row, chosen.path));
        else this.#update(other.row, { ...row, duplicate_of: chosen.path });
      } else if (isLoaded && other.row !== null && counts(other.row))
        demoted.push(withoutRows(await this.#changed(other, other.row), chosen.path));
      else await this.#setAside(other, 'duplicate', chosen.path);
    }
    await this.#choose(chosen, demoted);
  }

  async empty(file: KnownFile): Promise<void> {
    if (file.kind === 'candidate') await this.#setAside(file, 'empty', null);
    else if (file.kind !== 'absent') this.#update(file.row, standing(file));
  }

  #precedence(a: KnownFile, b: KnownFile): number {
    if ((a.file === null) !== (b.file === null)) return a.file === null ? 1 : -1;
    return this.#source.kind === 'events' ? inOrder(a, b) : inOrder(b, a);
  }

  async #choose(chosen: KnownFile, demoted: readonly FilesRow[]): Promise<void> {
    if (chosen.kind === 'candidate') this.#load(chosen, chosen.content, demoted);
    else if (chosen.kind === 'absent' || counts(chosen.row)) this.#update(chosen.row, standing(chosen));
    else this.#load(chosen, await this.#means.open(chosen.file), demoted);
  }

  #load(
    { file, row, sha256 }: Exclude<KnownFile, { kind: 'absent' }>,
    content: Content,
    demoted: readonly FilesRow[],
  ): void {
    this.#items.push({
      file,
      fileId: row?.file_id ?? this.#means.ledger.newFileId(),
      layout: content.is === 'rows' ? content.layout : null,
      failure: content.is === 'failure' ? content.failure : null,
      becomes: 'loaded',
      duplicateOf: null,
      sha256,
      previous: row,
      demoted,
    });
  }

  /** A file that brings no rows: if it brought some before, they go; else the ledger alone takes note. */
  async #setAside(candidate: Candidate, becomes: FileStatus, duplicateOf: string | null): Promise<void> {
    const { file, row } = candidate;
    const fileId = row?.file_id ?? this.#means.ledger.newFileId();
    const sha256 = candidate.sha256 ?? (await this.#means.files.sha256(file.path));
    if (row !== null && counts(row)) {
      const nothing = { layout: null, failure: null, demoted: [] };
      this.#items.push({ file, fileId, becomes, duplicateOf, sha256, previous: row, ...nothing });
      return;
    }
    this.#updates.push({
      file_id: fileId,
      source: this.#source.relation,
      path: file.path,
      ...versionOf(file),
      sha256,
      file_date: file.fileDate,
      status: becomes,
      duplicate_of: duplicateOf,
      ...NO_ROWS,
      min_event_at: null,
      max_event_at: null,
      generation: null,
    });
  }

  /** The ledger's row of a file whose content changed. */
  async #changed({ file, sha256 }: Candidate, row: FilesRow): Promise<FilesRow> {
    const hash = sha256 ?? (await this.#means.files.sha256(file.path));
    return { ...row, ...versionOf(file), sha256: hash };
  }

  #update(before: FilesRow, after: FilesRow): void {
    const changed = (Object.keys(after) as (keyof FilesRow)[]).some((key) => before[key] !== after[key]);
    if (changed) this.#updates.push(after);
  }
}

const NO_ROWS = { rows_read: 0, rows_loaded: 0, rows_rejected: 0, min_known_at: null, max_known_at: null };

function withoutRows(row: FilesRow, duplicateOf: string): FilesRow {
  const status = row.status === 'vanished' ? 'vanished' : 'duplicate';
  return { ...row, ...NO_ROWS, status, duplicate_of: duplicateOf };
}

/** The ledger's row of a file whose content is known, as the file lies there now. */
function standing({ row, file }: Exclude<KnownFile, Candidate>): FilesRow {
  if (file === null) return { ...row, status: 'vanished' };
  const here = row.duplicate_of === null ? 'loaded' : 'duplicate';
  const status = row.status === 'empty' ? 'empty' : here;
  return { ...row, ...versionOf(file), status };
}
