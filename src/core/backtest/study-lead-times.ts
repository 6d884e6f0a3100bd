import { type LeadTime, type LeadTimes, leadTime, summariseLeadTimes } from '../stats/lead-time.ts';

/** The readings of one churned account before its outcome was known, in order. Days since 1970. */
export interface ScoreSeries {
  readonly account: string;
  readonly decisionDate: string;
  readonly decisionDay: number;
  readonly days: Float64Array;
  readonly scores: Float64Array;
}

/** How early the churned were warned of. */
export interface LeadTimeStudy extends LeadTimes {
  /** A score below this counts as a warning: where the best band begins. */
  readonly threshold: number;
  readonly accounts: readonly (LeadTime & { readonly account: string; readonly decisionDate: string })[];
}

/**
 * Days of warning before each churned decision, and what they come to.
 *
 * @param horizonDays how early the first reading must be for the account to count
 */
export function studyLeadTimes(
  series: readonly ScoreSeries[],
  { threshold, horizonDays }: { threshold: number; horizonDays: number },
): LeadTimeStudy {
  const accounts = series.map((each) => ({
    account: each.account,
    decisionDate: each.decisionDate,
    ...leadTime(each, { decisionDay: each.decisionDay, threshold, horizonDays }),
  }));
  return { threshold, accounts, ...summariseLeadTimes(accounts) };
}
