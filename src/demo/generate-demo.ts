import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Session } from '../ports/warehouse.ts';
import { makeAccounts } from './company/make-accounts.ts';
import { makeContacts } from './company/make-contacts.ts';
import { makeGroups } from './company/make-groups.ts';
import { makeHealth } from './company/make-health.ts';
import { makeTerms } from './company/make-terms.ts';
import { makeUsers } from './company/make-users.ts';
import { demoCalendar } from './demo-calendar.ts';
import type { DemoContext } from './demo-context.ts';
import { type DemoOptions, EVENTS_PER_ACCOUNT } from './demo-options.ts';
import type { DemoReport } from './demo-report.ts';
import { DemoTally } from './demo-tally.ts';
import { makePeriods } from './make-periods.ts';
import { defineDraws } from './random.ts';
import { makeInvoices } from './systems/make-invoices.ts';
import { writeExports } from './write-exports.ts';
import { writeTruth } from './write-truth.ts';

/**
 * Makes a B2B SaaS company's raw exports: the same options give the same bytes in every file on any number of threads.
 *
 * Everything is computed and written by SQL on `session`, in temp tables named demo_*, which are dropped in the end. Who must
 * not see half of the exports has them made in a folder of its own and renames that.
 */
export async function generateDemo(session: Session, options: DemoOptions): Promise<DemoReport> {
  const context = contextOf(session, options, resolve(options.out));
  try {
    for (const statement of defineDraws(options.seed)) await session.run(statement);
    await makeCompany(context);
    const events = await writeExports(context);
    const report = await summarise(context, events);
    if (options.truth !== undefined) {
      await mkdir(dirname(resolve(options.truth)), { recursive: true });
      await writeTruth(context, resolve(options.truth));
    }
    return report;
  } finally {
    await dropTables(session);
  }
}

function contextOf(session: Session, options: DemoOptions, folder: string): DemoContext {
  const mess = options.withMess ?? true;
  return {
    session,
    options: { ...options, events: options.events ?? options.accounts * EVENTS_PER_ACCOUNT },
    calendar: demoCalendar(options.months, options.end),
    folder,
    mess,
    strangers: mess ? Math.ceil(options.accounts / 100) : 0,
    tally: new DemoTally(),
  };
}

async function makeCompany(context: DemoContext): Promise<void> {
  await makePeriods(context);
  await makeAccounts(context);
  await makeHealth(context);
  await makeTerms(context);
  await makeUsers(context);
  await makeContacts(context);
  await makeInvoices(context);
  await makeGroups(context);
}

async function summarise(context: DemoContext, events: number): Promise<DemoReport> {
  const { session, options, calendar, tally } = context;
  const [decided] = await session.rows<
    Pick<DemoReport, 'decisions' | 'churned' | 'contracted' | 'expanded'>
  >(`
    select count(*) as decisions, count(*) filter (outcome = 'churned') as churned,
      count(*) filter (outcome = 'contracted') as contracted, count(*) filter (outcome = 'expanded') as expanded
    from demo_term where closed_on >= date '${calendar.start}' and closed_on < date '${calendar.end}'`);
  const last = calendar.accountExports.at(-1) ?? calendar.end;
  const [seen] = await session.rows<{ accounts: number }>(
    `select count(distinct n) as accounts from demo_term where term_start < date '${last}'`,
  );
  return {
    seed: options.seed,
    start: calendar.start,
    end: calendar.end,
    accounts: seen?.accounts ?? 0,
    ...(decided ?? { decisions: 0, churned: 0, contracted: 0, expanded: 0 }),
    events,
    files: tally.sources.reduce((sum, source) => sum + source.files, 0),
    sources: tally.sources,
    mess: tally.planted,
  };
}

async function dropTables(session: Session): Promise<void> {
  const tables = await session.rows<{ name: string }>(
    `select table_name as name from duckdb_tables() where temporary and starts_with(table_name, 'demo_')`,
  );
  for (const { name } of tables) await session.run(`drop table temp.${name}`);
}
