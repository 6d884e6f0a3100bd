/** A place on the scale, 0 to 1, for a number. NaN stays NaN. */
export type Shape = (value: number) => number;

/** Stands for "outside the range that this measure speaks about": it has no say, and nothing is missing. */
export const NO_SAY = -1;

interface Ends {
  readonly worst: number;
  readonly best: number;
}

/** Straight from `worst` (0) to `best` (1), and flat beyond. */
export function straight({ worst, best }: Ends): Shape {
  const width = best - worst;
  return (value) => {
    const place = (value - worst) / width;
    return place <= 0 ? 0 : Math.min(place, 1);
  };
}

/** Straight within the ends, no say beyond them. */
export function bounded({ worst, best }: Ends): Shape {
  const [low, high] = [Math.min(worst, best), Math.max(worst, best)];
  const within = straight({ worst, best });
  return (value) => (value < low || value > high ? NO_SAY : within(value));
}

/**
 * 3t^2 - 2t^3 of the straight line: flat at both ends, half in the middle, steepest there. Only products and sums, so the
 * same on every machine.
 */
export function sShaped(ends: Ends): Shape {
  const line = straight(ends);
  return (value) => {
    const t = line(value);
    return t * t * (3 - 2 * t);
  };
}

/** Straight in log(1 + value); values below 0 count as 0. */
export function logarithmic({ worst, best }: Ends): Shape {
  const line = straight({ worst: Math.log1p(worst), best: Math.log1p(best) });
  return (value) => line(Math.log1p(Math.max(value, 0)));
}

/** Up a flank to a plateau, and down the other flank; an upright flank is a step. */
export function plateau(spec: { worst_below: number; from: number; to: number; worst_above: number }): Shape {
  const up = flank(spec.worst_below, spec.from);
  const down = flank(spec.worst_above, spec.to);
  return (value) => {
    if (Number.isNaN(value)) return value;
    return value < spec.from ? up(value) : value > spec.to ? down(value) : 1;
  };
}

function flank(worst: number, best: number): Shape {
  return worst === best ? () => 0 : straight({ worst, best });
}

/** Hundred equal shares of the peers: place by the share of them that is lower, ties in the middle of their share. */
export function amongPeers(quantiles: readonly number[], best: 'highest' | 'lowest'): Shape {
  return (value) => {
    if (Number.isNaN(value) || quantiles.length === 0) return Number.NaN;
    const share = rankAmong(quantiles, value);
    return best === 'highest' ? share : 1 - share;
  };
}

function rankAmong(quantiles: readonly number[], value: number): number {
  const last = quantiles.length - 1;
  const below = countUntil(quantiles, (quantile) => quantile >= value);
  if (below > last) return 1;
  const [at = value, before = value] = [quantiles[below], quantiles[below - 1]];
  if (at === value) return (below + countUntil(quantiles, (quantile) => quantile > value) - 1) / 2 / last;
  return below === 0 ? 0 : (below - 1 + (value - before) / (at - before)) / last;
}

/** How many sorted values come before the first for which `isReached` holds: by halving. */
function countUntil(sorted: readonly number[], isReached: (value: number) => boolean): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (isReached(sorted[middle] ?? Number.NaN)) to = middle;
    else from = middle + 1;
  }
  return from;
}

/** Standard deviations from the mean after a transform, straight between the ends; the middle where all peers are alike. */
export function standardised(
  spec: Ends & { readonly transform: Transform },
  { mean, sd }: { readonly mean: number; readonly sd: number },
): Shape {
  const line = straight(spec);
  const apply = transforms[spec.transform];
  return (value) => {
    if (Number.isNaN(value) || Number.isNaN(mean)) return Number.NaN;
    return line(sd > 0 ? (apply(value) - mean) / sd : (spec.worst + spec.best) / 2);
  };
}

export type Transform = 'none' | 'log' | 'asinh';

/** Tame long tails, keep order. */
export const transforms: Readonly<Record<Transform, Shape>> = {
  none: (value) => value,
  log: (value) => Math.log1p(Math.max(value, 0)),
  asinh: (value) => Math.asinh(value),
};
