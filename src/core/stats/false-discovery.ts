/** Adjusted p-values (q), in the order of the p-values given. */
export interface FalseDiscovery {
  /** Expected share of false alarms if everything with a p this small is believed; null where p was. */
  readonly q: readonly (number | null)[];
  /** Tests that were run: the p-values that weren't null. */
  readonly tests: number;
}

/**
 * Benjamini-Hochberg: what is left of a p-value after looking at many.
 *
 * For: of 30 useless measures one has p < .05 four times in five; with q < .05 it is 3 in 100.
 * Formula: with p sorted, q(i) = the least of m * p(j)/j over j >= i, at most 1; m counts the tests really run.
 * Ties: equal p have equal q. Edges: null stays null and isn't counted. Holds for independent or positively
 * dependent tests. Preconditions: 0 <= p <= 1.
 * Source: Y. Benjamini, Y. Hochberg 1995; scipy `false_discovery_control` agrees. Cost: O(m log m).
 *
 * @example benjaminiHochberg([0.01, 0.04, 0.03, 0.005]).q // [0.02, 0.04, 0.04, 0.02]
 */
export function benjaminiHochberg(ps: readonly (number | null)[]): FalseDiscovery {
  return adjust(ps, () => 1);
}

/**
 * Benjamini-Yekutieli: as `benjaminiHochberg`, times 1 + 1/2 + ... + 1/m; holds under any dependence.
 *
 * Source: Y. Benjamini, D. Yekutieli, Annals of Statistics 29(4), 2001; scipy `false_discovery_control(method="by")`.
 * @example benjaminiYekutieli([0.01, 0.04]).q // [0.03, 0.06]
 */
export function benjaminiYekutieli(ps: readonly (number | null)[]): FalseDiscovery {
  return adjust(ps, (tests) => {
    let harmonic = 0;
    for (let i = 1; i <= tests; i += 1) harmonic += 1 / i;
    return harmonic;
  });
}

function adjust(ps: readonly (number | null)[], penalty: (tests: number) => number): FalseDiscovery {
  const run = ps.flatMap((p, index) => (p === null ? [] : [{ p, index }])).sort((a, b) => b.p - a.p);
  const q: (number | null)[] = ps.map(() => null);
  const factor = penalty(run.length);
  let least = 1;
  for (const [fromTop, { p, index }] of run.entries()) {
    least = Math.min(least, p * (run.length / (run.length - fromTop)) * factor);
    q[index] = least;
  }
  return { q, tests: run.length };
}
