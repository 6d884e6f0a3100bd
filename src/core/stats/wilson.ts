import { type Estimate, estimate, type Interval, withheld } from './estimate.ts';
import { zOfConfidence } from './normal-quantile.ts';

/**
 * A share with Wilson's interval, such as the churn rate of a band.
 *
 * For: rates of small groups. Unlike p +/- z*se it stays inside [0, 1] and says something about 0 of 8.
 * Formula: (p + z²/2n +/- z*sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n).
 * Edges: n = 0: null, `empty`; 0 hits: the low end is 0 exactly; all hits: the high end is 1 exactly.
 * Units: a share. Source: E. B. Wilson 1927, en.wikipedia.org/wiki/Binomial_proportion_confidence_interval;
 * statsmodels `proportion_confint(method="wilson")` agrees. Cost: constant.
 *
 * @returns an estimate whose n1 are the hits and n0 the misses
 * @example wilson(0, 8).ci // [0, 0.3244]
 */
export function wilson(hits: number, n: number, confidence = 0.95): Estimate {
  const counts = { n, n1: hits, n0: n - hits };
  if (n === 0) return withheld(counts, 'empty');
  return estimate(counts, hits / n, wilsonInterval(hits, n, zOfConfidence(confidence)));
}

function wilsonInterval(hits: number, n: number, z: number): Interval {
  const share = hits / n;
  const scale = 1 + (z * z) / n;
  const centre = (share + (z * z) / (2 * n)) / scale;
  const reach = (z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))) / scale;
  return [hits === 0 ? 0 : centre - reach, hits === n ? 1 : centre + reach];
}
