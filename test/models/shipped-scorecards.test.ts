import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/core/config/parse-config.ts';
import { scorecardFeatures } from '../../src/core/config/scorecard-features.ts';
import { type Scorecard, scorecardFile } from '../../src/core/config/scorecard-schema.ts';
import { compileVariants, splitByVariant } from '../../src/core/score/compile-variants.ts';
import { STATES } from '../../src/core/score/scored-accounts.ts';
import { row, scoreRow } from '../core/score/small-card.ts';
import { ROOT } from '../support/e2e-project.ts';

type Values = { readonly [feature: string]: number | string | null };

/** Peers of whom a hundredth each has 0, 1, … 100 of everything. */
function peersOf({ dimensions }: Scorecard) {
  const all = { n: 101, quantiles: Array.from({ length: 101 }, (_, i) => i), mean: 3, sd: 1 };
  return Object.fromEntries(
    dimensions.flatMap(({ measures }) => measures.map(({ name }) => [name, { all, groups: {} }])),
  );
}

/** What a shipped scorecard makes of one account, of which nothing is known but `values`. */
function scoredBy(name: string, values: Values) {
  const file = `models/scores/${name}.yml`;
  const { value } = parseConfig(scorecardFile, { file, text: readFileSync(join(ROOT, file), 'utf8') }, {});
  if (!value) throw new Error(`${name} is not sound`);
  const unknown = Object.fromEntries(scorecardFeatures(value).map(({ feature }) => [feature, null]));
  for (const feature of Object.keys(values)) expect([name, ...Object.keys(unknown)]).toContain(feature);
  const [part] = splitByVariant(
    compileVariants(value, { '': peersOf(value) }),
    row({ ...unknown, ...values }),
  );
  if (!part) throw new Error('no variant counts');
  const scored = scoreRow(part.card, part.features);
  return {
    ...scored,
    band: value.bands[scored.rawBand[0] ?? -1]?.name,
    fired: scored.items
      .filter(({ kind, points }) => kind === 'rule' && points[0] !== 0)
      .map(({ item }) => item),
    /** Whether the measure was present, missing, … */
    stateOf: (measure: string) =>
      STATES[scored.items.find(({ item, kind }) => item === measure && kind === 'measure')?.state[0] ?? -1],
    pointsOf: (measure: string) =>
      scored.items
        .filter(({ item }) => item === measure)
        .reduce((sum, { points }) => sum + (points[0] ?? 0), 0),
  };
}

/** Signed ten days ago: one visit, nobody has met them yet, nothing is wrong. */
const NEW = {
  'account_profile.lifecycle_stage': 'onboarding',
  'account_tags.risk_tags': 0,
  'active_days.active_days_30d': 2,
  'young_usage.active_days_scaled_30d': 6,
  'young_usage.user_days_per_seat_scaled_30d': 1.5,
  'licence_utilisation.share_seats_active_30d': 0.3,
  'core_adoption.share_core_features_used_30d': 0.2,
  'touch_cadence.days_untouched': 10,
  'support_load.tickets_90d': 0,
  'overdue_invoices.overdue_count': 0,
};

describe('health', () => {
  test('does not hold it against a new customer that there were few days and no touchpoint yet', () => {
    const found = scoredBy('health', NEW);
    expect(found.fired).toEqual([]);
    expect(found.band).toBe('okay');
    expect(found.pointsOf('days_since_touch')).toBeGreaterThan(0);
  });

  test('calls a customer silent whom nobody has met in more than 90 days, and who hardly comes', () => {
    const since = (days: number | null) =>
      scoredBy('health', { ...NEW, 'csm_pulse.pulse_rating': 5, 'touch_cadence.days_untouched': days });
    expect(since(91).fired).toEqual(['gone_silent']);
    expect(since(91).band).toBe('poor');
    expect(since(90).fired).toEqual([]);
  });

  test('takes touchpoints for unknown, and not for none, where they are logged no more', () => {
    const found = scoredBy('health', { ...NEW, 'touch_cadence.days_untouched': null });
    expect(found.stateOf('days_since_touch')).toBe('missing');
    expect(found.items.some(({ item, kind }) => item === 'days_since_touch' && kind === 'missing')).toBe(
      true,
    );
    // Its weight goes to what is known of the relationship.
    const pulsed = { ...NEW, 'csm_pulse.pulse_rating': 5 };
    const unknown = scoredBy('health', { ...pulsed, 'touch_cadence.days_untouched': null });
    const worst = scoredBy('health', { ...pulsed, 'touch_cadence.days_untouched': 90 });
    expect(unknown.score[0]).toBeGreaterThan(worst.score[0] ?? 0);
  });

  test('goes by the age of the threat to the company, and of no other tag', () => {
    const fine = { ...NEW, 'csm_pulse.pulse_rating': 5, 'payment_behaviour.days_late_median_365d': -5 };
    const well = { ...fine, 'nps.nps_last': 10, 'nps.nps_age_days': 1, 'csat_surveys.csat_mean_180d': 5 };
    const tagged = (days: number) =>
      scoredBy('health', { ...well, 'account_tags.days_since_threat_tag': days });
    expect(tagged(60).fired).toEqual(['threat_to_company']);
    expect(tagged(61).fired).toEqual([]);
  });
});

describe('engagement', () => {
  test('takes a month without users for the worst, and use that is unknown for unknown', () => {
    const known = { 'touch_mix.contacts_touched_90d': 3, 'user_frequency.dau_mau_ratio': null };
    const nobody = scoredBy('engagement', { ...known, 'young_usage.active_days_scaled_30d': 0 });
    const unseen = scoredBy('engagement', { ...known, 'young_usage.active_days_scaled_30d': null });
    expect(nobody.stateOf('dau_mau_ratio')).toBe('missing');
    expect(unseen.stateOf('dau_mau_ratio')).toBe('not_applicable');
  });
});

describe('onboarding', () => {
  test('does not take an onboarding without a plan for one on time', () => {
    const use = {
      'lifecycle.is_onboarding': 1,
      'young_usage.active_days_scaled_30d': 7,
      'young_usage.user_days_per_seat_scaled_30d': 4,
    };
    const contact = { 'touch_cadence.days_untouched': 26, 'csm_pulse.pulse_rating': 3 };
    const found = scoredBy('onboarding', { ...use, ...contact });
    for (const measure of [
      'share_milestones_reached',
      'oldest_milestone_overdue_days',
      'onboarding_overdue_days',
    ])
      expect([measure, found.stateOf(measure)]).toEqual([measure, 'missing']);
    // Of what is known, half of the weight: 0.6 of use at 75 and 0.4 of contact at 50.
    expect([found.coverage[0], found.score[0]]).toEqual([0.5, 650_000]);
  });
});
