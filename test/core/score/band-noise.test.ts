import { describe, expect, it } from 'vitest';
import { bandAt } from '../../../src/core/score/band-at.ts';
import { foldBands } from '../../../src/core/score/fold-bands.ts';
import { normals } from './normals.ts';
import { smallCard } from './small-card.ts';

describe('false band changes from noise alone (sd 3, weekly, margin 3, two readings)', () => {
  // The window slides: each week is folded anew from its own 26 readings, as it is published.
  const years = 2;
  const weeks = 26 + 52 * years;

  function changes(accounts: number, starts: readonly number[], trueScore: (account: number) => number) {
    const names = ['a', 'b', 'c', 'd'];
    const bands = starts.map((from, i) => ({ name: names[i], from, meaning: 'x' }));
    const card = smallCard({ bands, steadiness: { margin: 3, readings: 2 } });
    const normal = normals(20261031);
    const truth = Array.from({ length: accounts }, (_, a) => trueScore(a));
    const history = Array.from({ length: weeks }, () =>
      Int32Array.from(truth, (score) => Math.round((score + 3 * normal()) * 10_000)),
    );
    let raw = 0;
    let folded = 0;
    for (let week = 26; week < weeks; week++) {
      const now = foldBands(card, history.slice(week - 26, week + 1));
      for (let a = 0; a < accounts; a++) {
        const lastWeek = bandAt(Number(history[week - 1]?.[a]), card.bandStarts);
        raw += now.rawBand[a] === lastWeek ? 0 : 1;
        folded += now.band[a] === now.previousBand[a] ? 0 : 1;
      }
    }
    const found = { raw: raw / accounts / years, folded: folded / accounts / years };
    const where =
      new Set(truth).size === 1 ? 'right on a boundary' : `bands at ${starts.slice(1).join(', ')}`;
    console.log(
      `${where}: ${found.raw.toFixed(2)} raw, ${found.folded.toFixed(2)} steady band changes an account and year`,
    );
    return found;
  }

  it('are at most 0.2 an account and year, where the raw bands change 3.5 times (two boundaries)', () => {
    const { raw, folded } = changes(1000, [0, 50, 80], (a) => (a * 100) / 1000);
    // In theory 2 x 52 x 2 x 3 / (100 sqrt(pi)) = 3.52
    expect(raw).toBeGreaterThan(3.2);
    expect(raw).toBeLessThan(3.9);
    expect(folded).toBeLessThanOrEqual(0.2);
  });

  it('are at most 0.2 where the raw bands change 5.3 times (three boundaries)', () => {
    const { raw, folded } = changes(1000, [0, 30, 55, 80], (a) => (a * 100) / 1000);
    expect(raw).toBeGreaterThan(4.8);
    expect(raw).toBeLessThan(5.8);
    expect(folded).toBeLessThanOrEqual(0.2);
  });

  it('are few even for accounts that sit right on a boundary', () => {
    const { raw, folded } = changes(200, [0, 50, 80], () => 50);
    expect(raw).toBeGreaterThan(20);
    expect(folded).toBeLessThan(4);
  });
});
