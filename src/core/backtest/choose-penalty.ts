import { LEAST_PER_CLASS } from '../stats/by-segment.ts';
import { meanAndVariance } from '../stats/mean-and-variance.ts';
import { takeFlags, takeRows } from '../stats/rows-by-group.ts';
import { shrunkLogistic, shrunkProbabilities } from '../stats/shrunk-logistic.ts';
import { type DatedDecisions, walkForward } from '../stats/walk-forward.ts';
import { quarterStarts } from './quarters.ts';
import type { Places } from './tune-places.ts';

/** From the human weights themselves to almost none of them. */
const PENALTIES = [Number.POSITIVE_INFINITY, 1, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001] as const;

/** Decisions to learn weights from, and the days between the last outcome learnt from and the first one tested. */
export interface TuningRows extends DatedDecisions {
  readonly places: Places;
  readonly embargoDays: number;
}

/**
 * How much the human weights are believed, chosen on decisions later than those learnt from: the strongest penalty whose
 * held-out log loss is within one standard error of the best. Where nothing can be told apart that is the infinite one, which
 * is the human card.
 *
 * @param rows those that may be looked at
 * @returns null where no quarter of them has enough before it to learn from
 */
export function choosePenalty(data: TuningRows, rows: Uint32Array): number | null {
  const inner = pickDated(data, rows);
  const starts = quarterStarts(inner.decidedOn);
  const folds = walkForward(inner, { starts, embargoDays: data.embargoDays, leastEvents: LEAST_PER_CLASS });
  const usable = folds.filter(({ reason }) => reason === null);
  if (usable.length === 0) return null;
  const losses = PENALTIES.map((penalty) =>
    Float64Array.from(
      usable.flatMap(({ train, test }) => [
        ...heldOutLosses(data, penalty, { train: takeFrom(rows, train), test: takeFrom(rows, test) }),
      ]),
    ),
  );
  const means = losses.map((each) => meanAndVariance(each).mean);
  const best = losses[means.indexOf(Math.min(...means))] ?? new Float64Array();
  const chosen = losses.findIndex((each) => isAsGood(each, best));
  return PENALTIES[chosen] ?? Number.POSITIVE_INFINITY;
}

function isAsGood(losses: Float64Array, best: Float64Array): boolean {
  const { mean, variance } = meanAndVariance(losses.map((loss, row) => loss - (best[row] as number)));
  return mean <= Math.sqrt(variance / losses.length);
}

function heldOutLosses(
  data: TuningRows,
  penalty: number,
  { train, test }: { train: Uint32Array; test: Uint32Array },
): Float64Array {
  const fit = fitRows(data, penalty, train);
  const found = shrunkProbabilities(
    fit,
    data.places.x.map((column) => takeRows(column, test)),
  );
  return found.map(
    (p, row) => -Math.log(Math.max(data.churned[test[row] as number] === 1 ? p : 1 - p, 1e-15)),
  );
}

/** The fit of some rows. */
export function fitRows(data: TuningRows, penalty: number, rows: Uint32Array) {
  const { x, human } = data.places;
  const problem = {
    x: x.map((column) => takeRows(column, rows)),
    churned: takeFlags(data.churned, rows),
    towards: human,
  };
  return shrunkLogistic(problem, penalty);
}

function pickDated(data: DatedDecisions, rows: Uint32Array): DatedDecisions {
  return {
    decidedOn: takeRows(data.decidedOn, rows),
    knownOn: takeRows(data.knownOn, rows),
    churned: takeFlags(data.churned, rows),
  };
}

function takeFrom(rows: Uint32Array, at: Uint32Array): Uint32Array {
  return at.map((i) => rows[i] as number);
}
