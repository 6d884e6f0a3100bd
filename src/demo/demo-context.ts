import type { Session } from '../ports/warehouse.ts';
import type { DemoCalendar } from './demo-calendar.ts';
import type { DemoOptions } from './demo-options.ts';
import type { DemoTally } from './demo-tally.ts';

/** What every part of the generator needs. */
export interface DemoContext {
  readonly session: Session;
  readonly options: DemoOptions;
  readonly calendar: DemoCalendar;
  /** Folder that the files are written to before the rename. */
  readonly folder: string;
  readonly mess: boolean;
  /** Trial workspaces that use the product and that no other system knows. */
  readonly strangers: number;
  readonly tally: DemoTally;
}
