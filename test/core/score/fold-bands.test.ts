import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandAt } from '../../../src/core/score/band-at.ts';
import { BAND_REASONS, foldBands } from '../../../src/core/score/fold-bands.ts';
import { noiseMargins } from '../../../src/core/score/noise-margins.ts';
import { UNKNOWN_BAND } from '../../../src/core/score/scored-accounts.ts';
import { ABSENT, WITHHELD } from '../../../src/core/score/ticks.ts';
import { smallCard } from './small-card.ts';

const steady = smallCard({ steadiness: { margin: 3, readings: 2 } });
const [POOR, OKAY, GOOD] = [0, 1, 2];

/** Readings of one account in points; null is withheld, undefined not there. */
function fold(scores: readonly (number | null | undefined)[], card = steady) {
  const ticks = (score: number | null | undefined) =>
    score === undefined ? ABSENT : score === null ? WITHHELD : Math.round(score * 10_000);
  const folded = foldBands(
    card,
    scores.map((score) => Int32Array.of(ticks(score))),
  );
  return {
    band: folded.band[0],
    raw: folded.rawBand[0],
    previous: folded.hasPrevious[0] ? folded.previousBand[0] : null,
    reason: BAND_REASONS[Number(folded.reason[0])],
  };
}

describe('foldBands', () => {
  it('begins at the first reading', () => {
    expect(fold([81])).toEqual({ band: GOOD, raw: GOOD, previous: null, reason: 'first' });
    expect(fold([undefined, undefined, 81])).toEqual({
      band: GOOD,
      raw: GOOD,
      previous: null,
      reason: 'first',
    });
  });

  it('holds the band while the score has not crossed by the margin', () => {
    expect(fold([85, 78, 77.1, 77])).toEqual({
      band: GOOD,
      raw: OKAY,
      previous: GOOD,
      reason: 'within_margin',
    });
  });

  it('waits for the second reading, then changes', () => {
    expect(fold([85, 70])).toEqual({ band: GOOD, raw: OKAY, previous: GOOD, reason: 'awaiting' });
    expect(fold([85, 70, 71])).toEqual({ band: OKAY, raw: OKAY, previous: GOOD, reason: 'changed' });
    expect(fold([85, 70, 71, 72])).toEqual({ band: OKAY, raw: OKAY, previous: OKAY, reason: 'steady' });
  });

  it('wants the readings in a row', () => {
    expect(fold([85, 70, 84, 70]).band).toBe(GOOD);
    expect(fold([85, 70, null, 70]).band).toBe(GOOD);
  });

  it('rises at the boundary plus the margin, and falls below the boundary minus it', () => {
    expect(fold([60, 82.9, 82.9]).band).toBe(OKAY);
    expect(fold([60, 83, 83]).band).toBe(GOOD);
    expect(fold([60, 47, 47]).band).toBe(OKAY);
    expect(fold([60, 46.9999, 46.9999]).band).toBe(POOR);
  });

  it('moves over two bands only as far as all the readings in a row went', () => {
    expect(fold([90, 60, 20]).band).toBe(OKAY);
    expect(fold([90, 60, 20, 20]).band).toBe(POOR);
  });

  it('is unknown on a day without a score, and takes the band up again after it', () => {
    expect(fold([85, 78, null])).toEqual({
      band: UNKNOWN_BAND,
      raw: UNKNOWN_BAND,
      previous: GOOD,
      reason: 'unknown',
    });
    expect(fold([85, 78, null, 78])).toMatchObject({
      band: GOOD,
      previous: UNKNOWN_BAND,
      reason: 'within_margin',
    });
    expect(fold([null, null, 78])).toMatchObject({ band: OKAY, reason: 'first' });
  });

  it('without steadiness is the raw band', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 30 }), (scores) => {
        const { band, raw } = fold(scores, smallCard());
        expect(band).toBe(raw);
      }),
      { seed: 11 },
    );
  });

  it('looks at 26 readings and no more', () => {
    const late = Array.from({ length: 27 }, (_, i) => 60 + (i % 5));
    expect(fold([0, 0, 0, 100, ...late])).toEqual(fold(late));
  });

  it('shows as previous band what the reading before had shown', () => {
    const score = fc.oneof(
      { weight: 9, arbitrary: fc.integer({ min: 70, max: 90 }) },
      { weight: 1, arbitrary: fc.constant(null) },
    );
    fc.assert(
      fc.property(fc.array(score, { minLength: 2, maxLength: 60 }), (scores) => {
        expect(fold(scores).previous).toBe(fold(scores.slice(0, -1)).band);
      }),
      { seed: 12 },
    );
  });

  it('follows at once what a rule or a person decided, and earns its way back', () => {
    const readings = [85, 30, 85, 85].map((score) => Int32Array.of(score * 10_000));
    const decided = [0, 1, 0, 0].map((mark) => Uint8Array.of(mark));
    const bandAfter = (count: number) => {
      const { band, reason } = foldBands(steady, readings.slice(0, count), {
        decided: decided.slice(0, count),
      });
      return [band[0], BAND_REASONS[Number(reason[0])]];
    };
    expect([1, 2, 3, 4].map(bandAfter)).toEqual([
      [GOOD, 'first'],
      [POOR, 'decided'],
      [POOR, 'awaiting'],
      [GOOD, 'changed'],
    ]);
    expect(foldBands(steady, readings.slice(0, 2)).band[0]).toBe(GOOD);
  });

  it('folds accounts apart from each other', () => {
    const readings = [Int32Array.of(850_000, 100_000), Int32Array.of(780_000, 120_000)];
    expect([...foldBands(steady, readings).band]).toEqual([GOOD, POOR]);
  });
});

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
    return { raw: raw / accounts / years, folded: folded / accounts / years };
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
    console.log(
      `on a boundary: ${raw.toFixed(1)} raw, ${folded.toFixed(2)} steady band changes an account and year`,
    );
    expect(raw).toBeGreaterThan(20);
    expect(folded).toBeLessThan(4);
  });
});

describe('margins from the account’s own noise', () => {
  const own_noise = { times: 1, at_least: 1, at_most: 19 };
  const card = smallCard({ steadiness: { margin: 3, readings: 2, own_noise } });
  const series = (accounts: number, weeks: number, score: (account: number, week: number) => number) =>
    Array.from({ length: weeks }, (_, week) =>
      Int32Array.from({ length: accounts }, (_, a) => Math.round(score(a, week) * 10_000)),
    );

  it('measure the noise, not the trend and not a break', () => {
    const normal = normals(1);
    const noise = (sd: number) => sd * normal();
    const weeks = 400;
    const mean = (margins: Int32Array) =>
      margins.reduce((sum, margin) => sum + margin / 10_000, 0) / margins.length;
    expect(
      mean(
        noiseMargins(
          card,
          series(20, weeks, () => 60 + noise(3)),
        ),
      ),
    ).toBeCloseTo(3, 0);
    expect(
      mean(
        noiseMargins(
          card,
          series(20, weeks, (_a, week) => 90 - week / 5 + noise(5)),
        ),
      ),
    ).toBeCloseTo(5, 0);
    expect(
      mean(
        noiseMargins(
          card,
          series(20, weeks, (_a, week) => (week < 200 ? 90 : 20) + noise(2)),
        ),
      ),
    ).toBeCloseTo(2, 0);
  });

  it('stay within their limits, and are the stated ones while too little is known', () => {
    expect([
      ...noiseMargins(
        card,
        series(1, 26, () => 60),
      ),
    ]).toEqual([10_000]);
    expect([
      ...noiseMargins(
        card,
        series(1, 26, (_a, week) => (week % 2) * 100),
      ),
    ]).toEqual([190_000]);
    expect([
      ...noiseMargins(
        card,
        series(1, 8, (_a, week) => (week % 2) * 100),
      ),
    ]).toEqual([30_000]);
    expect([
      ...noiseMargins(
        steady,
        series(1, 26, (_a, week) => (week % 2) * 100),
      ),
    ]).toEqual([30_000]);
  });

  const years = 2;
  /** Band changes an account and year, by the stated margin of 3 and by the account's own. */
  function changesAt(sd: number) {
    const normal = normals(20261031);
    const accounts = 600;
    const history = series(accounts, 27 + 52 * years, (a) => (a * 100) / accounts + sd * normal());
    const changed = (now: Uint8Array, then: Uint8Array) => now.filter((band, a) => band !== then[a]).length;
    const bandsAt = (week: number) => {
      const readings = history.slice(week - 26, week);
      const margins = noiseMargins(card, readings);
      return { stated: foldBands(card, readings).band, own: foldBands(card, readings, { margins }).band };
    };
    let [stated, own] = [0, 0];
    for (let week = 27; week < history.length; week++) {
      const [now, then] = [bandsAt(week), bandsAt(week - 1)];
      stated += changed(now.stated, then.stated);
      own += changed(now.own, then.own);
    }
    return { stated: stated / accounts / years, own: own / accounts / years };
  }

  it('keep bands as still as a margin that was set right', () => {
    expect(changesAt(3).own).toBeLessThanOrEqual(0.2);
  });

  it('keep bands stiller than a margin that was set for half the noise', () => {
    const { stated, own } = changesAt(6);
    expect(own).toBeLessThan(stated * 0.9);
  });
});

/** Standard normal numbers by Box and Muller over mulberry32, seeded. */
function normals(seed: number): () => number {
  let state = seed;
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}
