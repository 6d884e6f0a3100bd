import { describe, expect, it } from 'vitest';
import { Reasons } from '../../../src/core/score/reasons.ts';
import { row, scoreRow, smallCard } from './small-card.ts';

function reasonsOf(
  card: ReturnType<typeof smallCard>,
  values: { [feature: string]: number | string | null },
) {
  const features = row(values);
  return new Reasons(card, scoreRow(card, features), features).top(0);
}

const known = { 'f.days': 80, 'f.seats': 40, 'f.nps': 50 };

describe('Reasons', () => {
  it('names what cost most points, most first, with label and value', () => {
    expect(reasonsOf(smallCard(), known)).toEqual([
      { item: 'nps', kind: 'measure', lost: 200_000, text: 'nps is low [NPS: 50] (-20.0)' },
      // Equal losses stand in the order of names.
      { item: 'days', kind: 'measure', lost: 90_000, text: 'days is low [DAYS: 80] (-9.0)' },
      { item: 'seats', kind: 'measure', lost: 90_000, text: 'seats is low [SEATS: 40] (-9.0)' },
    ]);
  });

  it('has none for what cost nothing', () => {
    expect(
      reasonsOf(smallCard(), { 'f.days': 100, 'f.seats': 100, 'f.nps': 99 }).map(({ item }) => item),
    ).toEqual(['nps']);
  });

  it('puts the value where the reason wants it, in its own format', () => {
    const seats = {
      reason: 'Only {value} of the seats',
      format: 'percent',
      normalise: { type: 'linear', worst: 0, best: 1 },
    };
    const [, , third] = reasonsOf(smallCard({}, { seats }), { ...known, 'f.seats': 0.834 });
    expect(third?.text).toBe('Only 83 % of the seats (-2.5)');
  });

  it('names a missing value where its absence costs points, and only there', () => {
    const seats = { missing: 'poor', reason_missing: 'Nobody knows the seats' };
    const poor = reasonsOf(smallCard({}, { seats }), { ...known, 'f.seats': null });
    expect(poor.map(({ text }) => text)).toEqual([
      'nps is low [NPS: 50] (-20.0)',
      'Nobody knows the seats (-15.0)',
      'days is low [DAYS: 80] (-9.0)',
    ]);
    const shared = reasonsOf(smallCard(), { ...known, 'f.seats': null });
    expect(shared.map(({ item }) => item)).toEqual(['nps', 'days']);
  });

  it('has none where the score is withheld', () => {
    expect(reasonsOf(smallCard(), { 'f.days': null, 'f.seats': null, 'f.nps': 10 })).toEqual([]);
  });

  it('shows a category by its word', () => {
    const nps = {
      normalise: { type: 'category', scores: { promoter: 100, detractor: 0 } },
      reason: 'They are {value}',
    };
    const [first] = reasonsOf(smallCard({}, { nps }), {
      'f.days': 100,
      'f.seats': 100,
      'f.nps': 'detractor',
    });
    expect(first?.text).toBe('They are detractor (-40.0)');
  });

  it('names the rule that held the score down, and who set it by hand', () => {
    const card = smallCard({
      rules: [
        {
          name: 'champion_left',
          when: [{ feature: 'f.left', is: true }],
          cap: 30,
          reason: 'The champion left',
        },
      ],
      override: { score: 'f.hand', author: 'f.author', reason: 'f.why' },
    });
    const values = { ...known, 'f.left': 1, 'f.hand': null, 'f.author': null, 'f.why': null };
    expect(reasonsOf(card, values)[0]).toEqual({
      item: 'champion_left',
      kind: 'rule',
      lost: 320_000,
      text: 'The champion left (-32.0)',
    });
    const byHand = { ...values, 'f.left': 0, 'f.hand': 20, 'f.author': 'Ada', 'f.why': 'they told me' };
    expect(reasonsOf(card, byHand)[0]?.text).toBe('Set by hand by Ada: they told me (-42.0)');
  });
});
