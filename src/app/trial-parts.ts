import type { CardDay } from '../core/backtest/compare-days.ts';
import type { ProvenCard } from '../core/backtest/compare-proofs.ts';
import type { Trial } from '../stages/backtest/try-card.ts';

/** What a trial found of the past. */
export function provenBy({ study, readings, data }: Trial): ProvenCard {
  const ids = [...readings.scores.keys()];
  const outcomes = new Map(ids.map((id, row) => [id, data.churned[row] ?? 0]));
  return { horizons: study.horizons, gates: study.proof.gates, readings, outcomes };
}

/** What a trial found of the day. */
export function dayOf({ today, data }: Trial): CardDay {
  return { ...today, bandNames: data.bandNames };
}
