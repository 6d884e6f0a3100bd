/** Statistics that are numbers of their own kind, and why they have no interval. */
const WHY: Readonly<Record<string, string>> = {
  band_trend_z: 'a test statistic: see p_value',
  calibration_error: 'chance alone opens gaps: see calibration_slope, and churn_rate by bin of reliability',
  ks: 'the widest of many gaps, which chance alone opens: see auc',
  spiegelhalter_z: 'a test statistic: see p_value',
  arr_lost_cents_z: 'a test statistic: beyond 2 either way is more than chance',
  grr_z: 'a test statistic: beyond 2 either way is more than chance',
  nrr_z: 'a test statistic: beyond 2 either way is more than chance',
  information_value_excess: 'judged by relabelling: see q_value',
  psi: 'judged by what chance alone gives at this size',
  lead_days_median: 'told with lead_share_30_days, 60 and 90, which have intervals',
  passed: 'yes or no',
};

/** Why a value of a statistic stands without an interval, where nothing else says so: what was counted or seen is exact. */
export function whyNoInterval(statistic: string): string {
  return WHY[statistic] ?? 'counted or seen, not estimated';
}
