import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fail } from '../errors.ts';
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
import { makeIntegrations } from './systems/make-integrations.ts';
import { makeInvoices } from './systems/make-invoices.ts';
import { makeObjectives } from './systems/make-objectives.ts';
import { writeBillingInvoices } from './systems/write-billing-invoices.ts';
import { writeBillingPayments } from './systems/write-billing-payments.ts';
import { writeBillingSubscriptions } from './systems/write-billing-subscriptions.ts';
import { writeCrmAccounts } from './systems/write-crm-accounts.ts';
import { writeCrmContacts } from './systems/write-crm-contacts.ts';
import { writeCrmMarketSignals } from './systems/write-crm-market-signals.ts';
import { writeCrmNotes } from './systems/write-crm-notes.ts';
import { writeCrmPulse } from './systems/write-crm-pulse.ts';
import { writeCrmRenewals } from './systems/write-crm-renewals.ts';
import { writeCrmTags } from './systems/write-crm-tags.ts';
import { writeCrmTouchpoints } from './systems/write-crm-touchpoints.ts';
import { writeMarketingCampaigns } from './systems/write-marketing-campaigns.ts';
import { writeProductEvents } from './systems/write-product-events.ts';
import { writeProductIntegrations } from './systems/write-product-integrations.ts';
import { writeProductSyncs } from './systems/write-product-syncs.ts';
import { writeProductUsers } from './systems/write-product-users.ts';
import { writeReviews } from './systems/write-reviews.ts';
import { writeSuccessInterventions } from './systems/write-success-interventions.ts';
import { writeSuccessMilestones } from './systems/write-success-milestones.ts';
import { writeSuccessObjectives } from './systems/write-success-objectives.ts';
import { writeSuccessProgress } from './systems/write-success-progress.ts';
import { writeSupportTickets } from './systems/write-support-tickets.ts';
import { writeSurveyCsat } from './systems/write-survey-csat.ts';
import { writeSurveyNps } from './systems/write-survey-nps.ts';
import { writeTruth } from './write-truth.ts';

/**
 * Makes a B2B SaaS company's raw exports: the same options give the same bytes in every file on any number of threads.
 *
 * Everything is computed and written by SQL on `session`, in temp tables named demo_*, which are dropped in the end. The
 * files are written beside `out` and renamed into place when all are there.
 * @throws HoldfastError demoTargetTaken when `out` already holds something.
 */
export async function generateDemo(session: Session, options: DemoOptions): Promise<DemoReport> {
  const out = resolve(options.out);
  const folder = `${out}.partial`;
  if (await holdsFiles(out)) fail('demoTargetTaken', { path: options.out });
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const context = contextOf(session, options, folder);
  try {
    for (const statement of defineDraws(options.seed)) await session.run(statement);
    await makeCompany(context);
    const events = await writeExports(context);
    const report = await summarise(context, events);
    if (options.truth !== undefined) {
      await mkdir(dirname(resolve(options.truth)), { recursive: true });
      await writeTruth(context, resolve(options.truth));
    }
    await rename(folder, out);
    return report;
  } finally {
    await dropTables(session);
  }
}

async function holdsFiles(folder: string): Promise<boolean> {
  const entries = await readdir(folder).catch(() => []);
  return entries.length > 0;
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

async function writeExports(context: DemoContext): Promise<number> {
  await writeCrmAccounts(context);
  await writeCrmContacts(context);
  await writeCrmRenewals(context);
  await writeCrmTouchpoints(context);
  await writeCrmPulse(context);
  await writeCrmTags(context);
  await writeCrmNotes(context);
  await writeCrmMarketSignals(context);
  await writeBillingSubscriptions(context);
  await writeBillingInvoices(context);
  await writeBillingPayments(context);
  await writeProductUsers(context);
  await writeSupportTickets(context);
  await writeSurveyNps(context);
  await writeSurveyCsat(context);
  await writeMarketingCampaigns(context);
  await writeReviews(context);
  await writeSuccess(context);
  await makeIntegrations(context);
  await writeProductIntegrations(context);
  await writeProductSyncs(context);
  return writeProductEvents(context);
}

async function writeSuccess(context: DemoContext): Promise<void> {
  await writeSuccessMilestones(context);
  await writeSuccessInterventions(context);
  await makeObjectives(context);
  await writeSuccessObjectives(context);
  await writeSuccessProgress(context);
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
