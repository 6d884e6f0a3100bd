import { awayFromZero } from './away-from-zero.ts';
import { logBeta } from './log-gamma.ts';

const MOST_TERMS = 10_000;

/**
 * Regularised incomplete beta function I_x(a, b): the share of a beta(a, b) distribution below x. `y` is 1 - x, given
 * beside it because near 1 the difference would have lost its digits.
 *
 * Formula: x^a y^b / (a B(a, b)) times a continued fraction, which converges fast below the mean; above it the other
 * tail is taken. Source: DLMF 8.17.22, evaluated by Lentz' method (en.wikipedia.org/wiki/Lentz's_algorithm).
 */
export function incompleteBeta(x: number, y: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (y <= 0) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(y, x, b, a);
  const front = Math.exp(a * logOf(x, y) + b * logOf(y, x) - logBeta(a, b)) / a;
  return front * betaFraction(x, a, b);
}

/** log(part), from the complement where that is the small one. */
function logOf(part: number, complement: number): number {
  return complement < 0.5 ? Math.log1p(-complement) : Math.log(part);
}

function betaFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= MOST_TERMS; m += 1) {
    for (const coefficient of fractionTerms(m, { x, a, b })) {
      d = 1 / awayFromZero(1 + coefficient * d);
      c = awayFromZero(1 + coefficient / c);
      fraction *= c * d;
    }
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return fraction;
}

function fractionTerms(
  m: number,
  { x, a, b }: { x: number; a: number; b: number },
): readonly [number, number] {
  const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
  const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
  return [even, odd];
}
