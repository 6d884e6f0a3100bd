import { normalCdf, normalDensity } from './normal-cdf.ts';

/**
 * The z below which a share p of a standard normal distribution lies; accurate to 1e-13 relative.
 *
 * A rational first guess (error below 4.5e-4), then three steps of Halley's method on our own `normalCdf`.
 * Precondition: 0 < p < 1.
 * Source: Abramowitz & Stegun 26.2.23; en.wikipedia.org/wiki/Halley's_method.
 *
 * @example normalQuantile(0.975) // 1.959963984540054
 */
export function normalQuantile(p: number): number {
  if (p === 0.5) return 0;
  if (p > 0.5) return -normalQuantile(1 - p);
  let z = -firstGuess(p);
  for (let step = 0; step < 3; step += 1) {
    const newton = (normalCdf(z) - p) / normalDensity(z);
    z -= newton / (1 + (z * newton) / 2);
  }
  return z;
}

function firstGuess(tail: number): number {
  const t = Math.sqrt(-2 * Math.log(tail));
  const above = 2.515517 + t * (0.802853 + t * 0.010328);
  const below = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  return t - above / below;
}

/** The z that a two-sided interval of this confidence reaches to: 1.96 for 0.95. */
export function zOfConfidence(confidence: number): number {
  return -normalQuantile((1 - confidence) / 2);
}
