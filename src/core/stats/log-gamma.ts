const LANCZOS_G = 7;
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
] as const;
const STIRLING_FROM = 12;

/**
 * Natural logarithm of the gamma function for x > 0; 1e-14 relative, or absolute where it is near 0.
 *
 * Lanczos' series with g = 7 and nine terms below 12, Stirling's above.
 * Source: en.wikipedia.org/wiki/Lanczos_approximation; DLMF 5.11.1.
 */
export function logGamma(x: number): number {
  if (x >= STIRLING_FROM) {
    return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + stirlingRest(x);
  }
  const shifted = x - 1;
  let series: number = LANCZOS[0];
  for (const [k, coefficient] of LANCZOS.entries()) if (k > 0) series += coefficient / (shifted + k);
  const t = shifted + LANCZOS_G + 0.5;
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(series);
}

/** What Stirling's formula leaves out: 1/12x - 1/360x^3 + ...; for x >= 12 to 1e-16. */
function stirlingRest(x: number): number {
  const s = 1 / (x * x);
  return (1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s * (1 / 1188))))) / x;
}

/**
 * Logarithm of the beta function, log gamma(a) + log gamma(b) - log gamma(a + b), without the loss of digits that the
 * three large terms would bring. Precondition: a, b > 0. Source: R's `lbeta`, after Didonato & Morris 1992.
 */
export function logBeta(a: number, b: number): number {
  const [small, large] = a < b ? [a, b] : [b, a];
  if (large < STIRLING_FROM) return logGamma(a) + logGamma(b) - logGamma(a + b);
  const ratio = small / (small + large);
  const rest = stirlingRest(large) - stirlingRest(small + large);
  if (small < STIRLING_FROM) {
    return (
      logGamma(small) + rest + small - small * Math.log(small + large) + (large - 0.5) * Math.log1p(-ratio)
    );
  }
  return (
    0.5 * Math.log((2 * Math.PI) / large) +
    rest +
    stirlingRest(small) +
    (small - 0.5) * Math.log(ratio) +
    large * Math.log1p(-ratio)
  );
}
