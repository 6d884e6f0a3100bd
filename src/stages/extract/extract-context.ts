import type { Events } from '../../ports/events.ts';
import type { Meter } from '../../ports/meter.ts';
import type { SourceFiles } from '../../ports/source-files.ts';
import type { Warehouse } from '../../ports/warehouse.ts';

/** What extract works with. */
export interface ExtractContext {
  /** With the build file attached as catalog `build`. */
  readonly warehouse: Warehouse;
  readonly files: SourceFiles;
  readonly events: Events;
  /** YYYY-MM-DD; only freshness is judged by it, never what is loaded. */
  readonly asOf: string;
  readonly signal?: AbortSignal | undefined;
  /** With one, each source that has loaded something is told of with what it took. */
  readonly meter?: Meter | undefined;
}
