import type { EventWindow } from '../../core/plan/event-slices.ts';
import { keysTwice } from '../../core/sql/check-queries.ts';
import { identifier, qualified } from '../../core/sql/quote.ts';
import type { Session } from '../../ports/warehouse.ts';
import { daysOf } from './build-rollup.ts';
import { inWindow } from './event-window.ts';
import type { PendingBuild } from './pending-build.ts';

/** Answers whether a key comes once; false where it may not, or where that can't be told like this. */
export type ComesOnce = (key: readonly string[]) => Promise<boolean>;

/** Of a table that was built window by window: so are its keys compared, and not all of them need fit into memory. */
export function onceByWindows(
  session: Session,
  { delta, column, windows }: Extract<PendingBuild, { kind: 'ready' }>,
): ComesOnce {
  return async (key) => {
    if (!key.includes(column)) return false;
    for (const window of windows) {
      const among = daysOf(identifier(column), window);
      const twice = await session.rows(`${keysTwice(key, delta, among)} limit 1`);
      if (twice.length > 0) return false;
    }
    return true;
  };
}

/** Of a view of events that had no key twice before: only keys of a window's rows are looked for, among all rows. */
export function onceSince(session: Session, relation: string, window: EventWindow): ComesOnce {
  return async (key) => {
    const list = key.map(identifier).join(', ');
    await inWindow(session, window, () =>
      session.run(`create or replace temp table window_keys as select ${list} from ${qualified(relation)}`),
    );
    const once = await onceAmong(session, relation, 'window_keys')(key);
    await session.run('drop table window_keys');
    return once;
  };
}

/** Of a relation that had no key twice before: only keys of its fresh rows are looked for, among all rows. */
export function onceAmong(session: Session, relation: string, fresh: string): ComesOnce {
  return async (key) => {
    const keys = key.map(identifier);
    const same = keys.map((name) => `fresh.${name} = seen.${name}`).join(' and ');
    const twice = await session.rows(
      `select 1 from ${qualified(relation)} as seen semi join ${qualified(fresh)} as fresh on ${same}
       group by ${keys.map((name) => `seen.${name}`).join(', ')} having count(*) > 1 limit 1`,
    );
    return twice.length === 0;
  };
}
