import { expect, test } from 'vitest';
import type { Explanation } from '../../src/app/explain.ts';
import type { Labels } from '../../src/app/explain-labels.ts';
import type { ScoreLine } from '../../src/app/explain-reading.ts';
import { setByHandOf } from '../../src/app/explain-set-by-hand.ts';
import type { Sides } from '../../src/app/explain-sides.ts';
import { explainText } from '../../src/app/explain-text.ts';
import { smallCard } from '../core/score/small-card.ts';

const labels: Labels = {
  label: (item) => item,
  value: (_item, raw) => String(raw),
  rule: (name) => (name === 'late' ? 'An invoice has been overdue for two months' : null),
  band: () => null,
};
const line = (kind: ScoreLine['kind'], item: string, points: number, more: Partial<ScoreLine> = {}) => ({
  ...{ dimension: null, item, kind, raw_value: null, scaled_value: null, weight: 0, points },
  ...{ max_points: Math.max(points, 0), state: 'present' as const, ...more },
});
const reading: Explanation = {
  ...{
    account_id: 'A',
    account_name: null,
    as_of: '2026-11-01',
    score_name: 'health',
    owner: null,
    segment: null,
  },
  ...{
    lifecycle_stage: null,
    arr: null,
    currency: null,
    renewal_date: null,
    days_to_renewal: null,
    score: 40,
  },
  ...{
    score_mark: null,
    band: 'poor',
    raw_band: 'poor',
    band_reason: 'decided',
    previous_band: 'poor',
    coverage: 1,
  },
  ...{
    confidence: 'high',
    score_low: 40,
    score_high: 40,
    scorecard_hash: 'h',
    scorecard_version: 1,
    snapshot_id: null,
  },
  ...{ source: 'published', items: [], change: null, turns: [], evidence: null, set_by_hand: null },
  scorecard: { arithmetic: 'weighted_mean', min: 0, max: 100 },
  way_up: { outcome: 'set_by_hand', band: null, score: null, changes: [] },
};

test('a score that counts by points is told on its scale, each measure by what it gives and where it stands', () => {
  const items = [
    line('base', 'start', 40),
    line('measure', 'tags', -5, { dimension: 'brakes', scaled_value: 50, weight: 0.1, max_points: 0 }),
    line('measure', 'seats', 5, { dimension: 'room', scaled_value: 75, weight: 0.2, max_points: 20 }),
  ];
  const text = explainText(
    { ...reading, items, score_mark: 'D', scorecard: { arithmetic: 'points', min: 0, max: 100 } },
    labels,
  );
  expect(text).toContain('score   40 of 100, which is D');
  expect(text).toMatch(/ {2}tags +null {2}████░░░░ {6}50 +-5\.0000/);
  expect(text).toContain('where every account starts');
  expect(text).not.toContain('%   ');
});

test('rules and what was set by hand are told in words', () => {
  const items = [
    line('measure', 'seats', 80, { dimension: 'room', scaled_value: 80, weight: 1, max_points: 100 }),
    line('rule', 'late', -15),
    line('override', 'override', -25),
  ];
  const byHand = { author: 'Kim', reason: 'leaving_as_told', computed: 65 };
  const text = explainText({ ...reading, items, set_by_hand: byHand }, labels);
  expect(text).toContain('40 of 100; set by hand by Kim (leaving as told); computed it is 65');
  expect(text).toContain('Rule late: An invoice has been overdue for two months');
  expect(text).toContain('nothing that the account does, while the score is set by hand');
});

test('a score that needs nothing but to stay says so', () => {
  const way_up = { outcome: 'reachable' as const, band: 'good', score: 85, changes: [] };
  expect(explainText({ ...reading, way_up }, labels)).toContain(
    'what would lift it to good\n  nothing more: its score is enough, and has to stay there',
  );
});

test('the author and the reason are read as of the day, the computed score is the sum without the override', async () => {
  const { card } = smallCard({ override: { score: 'f.hand', author: 'f.by', reason: 'f.why' } });
  const texts = new Map([
    ['f.by', ['Kim']],
    ['f.why', ['promised']],
  ]);
  const sides = {
    card: async () => card,
    of: async () => ({ features: { rows: 1, numbers: new Map(), texts } }),
  } as unknown as Sides;
  const items = [line('measure', 'days', 61.25), line('override', 'override', -21.25)];
  expect(await setByHandOf(sides, reading, items)).toEqual({
    author: 'Kim',
    reason: 'promised',
    computed: 61.25,
  });
  expect(await setByHandOf(sides, reading, items.slice(0, 1))).toBeNull();
});

test.each([
  ['2027-01-14', 74, 'renews 14 Jan 2027, in 74 days'],
  ['2026-11-01', 0, 'renews 1 Nov 2026, today'],
  ['2026-10-27', -5, 'renewal 27 Oct 2026, passed 5 days ago'],
])('a renewal of %s, %d days off', (renewal_date, days_to_renewal, words) => {
  expect(explainText({ ...reading, renewal_date, days_to_renewal }, labels)).toContain(words);
});
