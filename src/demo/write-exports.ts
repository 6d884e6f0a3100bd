import type { DemoContext } from './demo-context.ts';
import { makeIntegrations } from './systems/make-integrations.ts';
import { makeObjectives } from './systems/make-objectives.ts';
import { writeBillingInvoices } from './systems/write-billing-invoices.ts';
import { writeBillingPayments } from './systems/write-billing-payments.ts';
import { writeBillingSubscriptions } from './systems/write-billing-subscriptions.ts';
import { writeCrmAccounts } from './systems/write-crm-accounts.ts';
import { writeCrmContacts } from './systems/write-crm-contacts.ts';
import { writeCrmMarketSignals } from './systems/write-crm-market-signals.ts';
import { writeCrmNotes } from './systems/write-crm-notes.ts';
import { writeCrmOverrides } from './systems/write-crm-overrides.ts';
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

/** Writes every system's files; answers how many distinct product events there are. */
export async function writeExports(context: DemoContext): Promise<number> {
  await writeCrmAccounts(context);
  await writeCrmContacts(context);
  await writeCrmRenewals(context);
  await writeCrmTouchpoints(context);
  await writeCrmPulse(context);
  await writeCrmOverrides(context);
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
