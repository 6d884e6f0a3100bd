import { describe, expect, it } from 'vitest';
import { foldBands } from '../../../src/core/score/fold-bands.ts';
import { noiseMargins } from '../../../src/core/score/noise-margins.ts';
import { normals } from './normals.ts';
import { smallCard } from './small-card.ts';

const steady = smallCard({ steadiness: { margin: 3, readings: 2 } });

describe('margins from the account’s own noise', () => {
  const own_noise = { times: 1, at_least: 1, at_most: 19 };
  const card = smallCard({ steadiness: { margin: 3, readings: 2, own_noise } });
  const series = (accounts: number, weeks: number, score: (account: number, week: number) => number) =>
    Array.from({ length: weeks }, (_, week) =>
      Int32Array.from({ length: accounts }, (_, a) => Math.round(score(a, week) * 10_000)),
    );

  it('are so many times the noise, within their limits', () => {
    const normal = normals(2);
    const noisy = series(1, 400, () => 60 + 3 * normal());
    const margin = (times: number, more = {}) => {
      const asked = { ...own_noise, times, ...more };
      const of = smallCard({ steadiness: { margin: 3, readings: 2, own_noise: asked } });
      return (noiseMargins(of, noisy)[0] ?? 0) / 10_000;
    };
    expect(margin(2) / margin(1)).toBeCloseTo(2, 3);
    expect(margin(2, { at_most: 4 })).toBe(4);
    expect(margin(0.1)).toBe(1);
  });

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
    const changes = (of: typeof card, week: number) => {
      const { band, previousBand } = foldBands(of, history.slice(week - 27, week));
      return band.filter((now, a) => now !== previousBand[a]).length;
    };
    let [stated, own] = [0, 0];
    for (let week = 28; week <= history.length; week++) {
      stated += changes(steady, week);
      own += changes(card, week);
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
