import type { SnapshotHead } from '../../core/publish/manifest.ts';
import type { PreparedTable, PublishedTable } from '../../core/publish/published-table.ts';
import type { Events } from '../../ports/events.ts';
import type { Meter } from '../../ports/meter.ts';
import type { ObjectStore } from '../../ports/object-store.ts';
import type { ServingFile } from '../../ports/serving-file.ts';
import type { Session } from '../../ports/warehouse.ts';

/** What finishing a publish needs: no warehouse, so that it works without any build. */
export interface CompleteContext {
  readonly store: ObjectStore;
  /** A folder of this run alone; COPY may write into it although the warehouse's door is shut. */
  readonly stagingFolder: string;
  readonly serving: ServingFile;
  readonly events: Events;
  readonly signal?: AbortSignal | undefined;
}

export interface PublishContext extends CompleteContext {
  /** A connection with the build file attached as `build`. */
  readonly warehouse: Session;
  /** With one, each table is told of as it is written. */
  readonly meter?: Meter | undefined;
}

/** One snapshot to publish. */
export interface PublishRequest extends SnapshotHead {
  /** What several of the tables go by. */
  readonly prepared?: readonly PreparedTable[];
  readonly tables: readonly PublishedTable[];
  /** Tables that only the serving file shows, of this snapshot alone: what `explain` needs of earlier readings. */
  readonly servingOnly?: readonly PublishedTable[];
  /** What is laid out for other tools. */
  readonly outbox?: readonly OutboxTable[];
}

/** Rows of a published table that are news. */
export interface OutboxTable {
  readonly table: string;
  /** A condition over its columns. */
  readonly where: string;
}
