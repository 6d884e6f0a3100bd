import { describe, expect, it } from 'vitest';
import { WITHHELD } from '../../../src/core/score/ticks.ts';
import { row, scoreRow, smallCard } from './small-card.ts';

const known = { 'f.days': 80, 'f.seats': 40, 'f.nps': 50 };
const rule = (name: string, feature: string, effect: { [key: string]: unknown }) => ({
  name,
  when: [{ feature, is: true }],
  reason: name,
  ...effect,
});

describe('rules', () => {
  const card = smallCard({
    rules: [
      rule('champion_left', 'f.left', { cap: 45 }),
      rule('notice_given', 'f.notice', { band: 'poor' }),
      rule('new_logo', 'f.new', { floor: 65 }),
      rule('late_payer', 'f.late', { cap: 55 }),
    ],
  });
  const score = (flags: { [feature: string]: number | null }) =>
    scoreRow(card, row({ ...known, 'f.left': 0, 'f.notice': 0, 'f.new': 0, 'f.late': 0, ...flags }));

  it('hold the score down or up, in lines of their own', () => {
    expect(score({}).score[0]).toBe(620_000);
    const left = score({ 'f.left': 1 });
    expect(left.score[0]).toBe(450_000);
    expect(left.lines).toContain('rule champion_left: -17 of 0');
    expect(left.decided[0]).toBe(1);
    const fresh = score({ 'f.new': 1 });
    expect(fresh.score[0]).toBe(650_000);
    expect(fresh.lines).toContain('rule new_logo: 3 of 3');
  });

  it('put the score into a band', () => {
    const notice = score({ 'f.notice': 1 });
    expect([notice.score[0], notice.rawBand[0]]).toEqual([499_999, 0]);
  });

  it('lets the lowest of several count, and says which it was', () => {
    const both = score({ 'f.left': 1, 'f.late': 1 });
    expect(both.score[0]).toBe(450_000);
    expect(both.lines).toContain('rule champion_left: -17 of 0');
    expect(both.lines).toContain('rule late_payer: 0 of 0');
    expect(score({ 'f.new': 1, 'f.late': 1 }).score[0]).toBe(550_000);
  });

  it('changes nothing where the score is on the right side already, or the flag is unknown', () => {
    const low = scoreRow(
      card,
      row({ 'f.days': 10, 'f.seats': 10, 'f.nps': 10, 'f.left': 1, 'f.notice': 0, 'f.new': 0, 'f.late': 0 }),
    );
    expect([low.score[0], low.decided[0]]).toEqual([100_000, 0]);
    expect(score({ 'f.left': null }).score[0]).toBe(620_000);
  });

  it('does not make up a score for an account that cannot be judged', () => {
    const empty = row({
      'f.days': null,
      'f.seats': null,
      'f.nps': null,
      'f.left': 1,
      'f.notice': 1,
      'f.new': 1,
      'f.late': 1,
    });
    expect(scoreRow(card, empty).score[0]).toBe(WITHHELD);
  });

  it('asks words, several things at once, and whether a value is there', () => {
    const asked = smallCard({
      rules: [
        {
          name: 'lost_touch',
          when: [
            { feature: 'f.stage', one_of: ['renewing', 'established'] },
            { feature: 'f.touch', missing: true },
          ],
          cap: 40,
          reason: 'x',
        },
      ],
    });
    const at = (stage: string | null, touch: number | null) =>
      scoreRow(asked, row({ ...known, 'f.stage': stage, 'f.touch': touch })).score[0];
    expect(at('renewing', null)).toBe(400_000);
    expect([at('onboarding', null), at(null, null), at('renewing', 3)]).toEqual([620_000, 620_000, 620_000]);
  });
});

describe('an override', () => {
  const card = smallCard({ override: { score: 'f.hand', author: 'f.by', reason: 'f.why' } });
  const score = (values: { [feature: string]: number | string | null }) =>
    scoreRow(card, row({ ...known, 'f.hand': null, 'f.by': null, 'f.why': null, ...values }));

  it('replaces the score, keeps the computed one beside, and has a line', () => {
    const scored = score({ 'f.hand': 20 });
    expect([scored.score[0], scored.computed[0], scored.decided[0]]).toEqual([200_000, 620_000, 1]);
    expect(scored.lines).toContain('override override: -42 of 0');
    expect([scored.low[0], scored.high[0]]).toEqual([200_000, 200_000]);
  });

  it('is over when its feature is', () => {
    expect(score({}).score[0]).toBe(620_000);
  });

  it('speaks for an account that cannot be judged, and then all points are its own', () => {
    const scored = score({ 'f.days': null, 'f.seats': null, 'f.nps': 50, 'f.hand': 70 });
    expect([scored.score[0], scored.computed[0]]).toEqual([700_000, WITHHELD]);
    expect(scored.items.reduce((sum, { points }) => sum + Number(points[0]), 0)).toBe(700_000);
    expect(scored.lines).toContain('override override: 70 of 70');
  });

  it('stays on the scale', () => {
    expect(score({ 'f.hand': 130 }).score[0]).toBe(1_000_000);
  });
});
