import type { EventWindow } from '../../core/plan/event-slices.ts';
import { identifier, literal, qualified } from '../../core/sql/quote.ts';
import type { Session } from '../../ports/warehouse.ts';

/**
 * What one model has ready for the commit. `whole`: replace the table. `part`: the rows whose `column` is one of `remove`
 * go, those of the delta come. The delta lies in the scratch catalog until then. `ready`: the delta lies in the build file
 * and takes the table's name; it was built in `windows` of the days in `column`.
 */
export type PendingBuild = {
  readonly relation: string;
  readonly delta: string;
} & (
  | { readonly kind: 'whole' }
  | { readonly kind: 'part'; readonly column: string; readonly remove: readonly string[] }
  | { readonly kind: 'ready'; readonly column: string; readonly windows: readonly EventWindow[] }
);

/** delta.<schema>__<name>: where a model's new rows wait. */
export function deltaOf(relation: string): string {
  return `delta.${relation.replace('.', '__')}`;
}

/** `column in (date …, date …)`, false for no dates. */
export function inDates(column: string, dates: readonly string[]): string {
  if (dates.length === 0) return 'false';
  return `${identifier(column)} in (${dates.map((date) => `date ${literal(date)}`).join(', ')})`;
}

/** Makes the world's relation show what the build file will hold after the commit. */
export async function showPending(session: Session, pending: PendingBuild, inBuild: boolean): Promise<void> {
  await session.run(
    `create or replace view ${qualified(pending.relation)} as ${afterCommit(pending, inBuild)}`,
  );
}

/** A query for what the build file will hold after the commit. */
export function afterCommit(pending: PendingBuild, inBuild: boolean): string {
  const fresh = `select * from ${qualified(pending.delta)}`;
  const kept =
    pending.kind === 'part' && inBuild
      ? `select * from ${qualified(`build.${pending.relation}`)} where not ${inDates(pending.column, pending.remove)} union all `
      : '';
  return `${kept}${fresh}`;
}
