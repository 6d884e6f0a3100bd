import type { OutboxTable } from '../publish-context.ts';

/** What other tools fetch: alerts that began, worsened or ended, plays that changed, and each owner's queue. */
export const OUTBOX_TABLES: readonly OutboxTable[] = [
  { table: 'alerts', where: "status <> 'open'" },
  { table: 'plays', where: 'is_news' },
  { table: 'work_queue', where: 'true' },
];
