import { auc } from '../../src/core/stats/auc.ts';
import { createPrng } from '../../src/core/stats/prng.ts';
import { spearman } from '../../src/core/stats/spearman.ts';

export interface StatsBench {
  readonly rows: number;
  /** Best of three, with DeLong's interval. */
  readonly aucSeconds: number;
  /** Best of three, with its interval and p. */
  readonly spearmanSeconds: number;
  /** Both, first call included: the budget is 2 seconds. */
  readonly coldSeconds: number;
  /** Memory the typed arrays added at the end, not counting the input. */
  readonly extraMegabytes: number;
}

/** AUC with DeLong and Spearman over a million decisions with full-precision scores, the slowest case for the sort. */
export function benchStats(rows = 1_000_000): StatsBench {
  const { scores, churned } = decisions(rows);
  const before = process.memoryUsage().arrayBuffers;
  const coldSeconds = secondsOf(() => auc(scores, churned)) + secondsOf(() => spearman(scores, churned));
  const extraMegabytes = (process.memoryUsage().arrayBuffers - before) / 2 ** 20;
  const best = (run: () => unknown) => Math.min(secondsOf(run), secondsOf(run), secondsOf(run));
  return {
    rows,
    aucSeconds: best(() => auc(scores, churned)),
    spearmanSeconds: best(() => spearman(scores, churned)),
    coldSeconds,
    extraMegabytes,
  };
}

/** Made-up decisions: the worse the score, the likelier the churn. */
export function decisions(rows: number): { scores: Float64Array; churned: Uint8Array } {
  const prng = createPrng(1);
  const scores = Float64Array.from({ length: rows }, () => 100 * prng.uniform());
  const churned = Uint8Array.from(scores, (score) => (prng.uniform() < 0.2 - score / 1000 ? 1 : 0));
  return { scores, churned };
}

function secondsOf(run: () => unknown): number {
  const start = performance.now();
  run();
  return (performance.now() - start) / 1000;
}
