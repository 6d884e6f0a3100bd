import type { Period } from './demo-calendar.ts';
import type { DemoContext } from './demo-context.ts';

/**
 * `demo_period`: the months, quarters and half-years that files are named by. `backlog_from` is the period's first day, or
 * the beginning of time for the first one, whose file brings what was there before the exports began.
 */
export async function makePeriods({ session, calendar }: DemoContext): Promise<void> {
  const row = (size: string) => (period: Period, index: number) =>
    `('${size}', '${period.month}', date '${period.from}', date '${period.to}', date '${index === 0 ? '1900-01-01' : period.from}')`;
  const rows = [
    ...calendar.months.map(row('month')),
    ...calendar.quarters.map(row('quarter')),
    ...calendar.halves.map(row('half')),
  ];
  await session.run(`
    create or replace temp table demo_period as
    select * from (values ${rows.join(', ')}) as p(size, month, from_day, to_day, backlog_from)`);
}
