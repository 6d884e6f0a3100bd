import { auc } from '../stats/auc.ts';
import type { Estimate } from '../stats/estimate.ts';
import { type PairedDelong, pairedDelong } from '../stats/paired-delong.ts';
import type { HorizonStudy } from './horizon-study.ts';
import type { GateResult } from './judge-gates.ts';
import type { PublishedReadings } from './study-champion.ts';

/** A card with what the back-test found of it. */
export interface ProvenCard {
  readonly horizons: readonly HorizonStudy[];
  readonly gates: readonly GateResult[];
  readonly readings: PublishedReadings;
  /** By the decision's id: 1 churned, 0 renewed. */
  readonly outcomes: ReadonlyMap<string, number>;
}

export interface ProofComparison {
  readonly horizon: number;
  /** Over the decisions that both cards have a score for. */
  readonly auc_before: Estimate;
  readonly auc_after: Estimate;
  /** After less before, by paired DeLong. */
  readonly difference: PairedDelong;
  readonly horizons: readonly {
    readonly days: number;
    readonly auc_before: Estimate;
    readonly auc_after: Estimate;
  }[];
  readonly gates: readonly {
    readonly gate: string;
    /** Null for `not_worse`, which nothing was compared with before. */
    readonly before: GateResult | null;
    readonly after: GateResult;
  }[];
}

/** What the back-test says of two cards. */
export function compareProofs(before: ProvenCard, after: ProvenCard): ProofComparison {
  const ids = [...after.readings.scores.keys()].filter((id) => before.readings.scores.has(id));
  const scoresOf = ({ readings }: ProvenCard) => Float64Array.from(ids, (id) => readings.scores.get(id) ?? 0);
  const churned = Uint8Array.from(ids, (id) => after.outcomes.get(id) ?? 0);
  const [old, now] = [scoresOf(before), scoresOf(after)];
  return {
    horizon: after.readings.horizon,
    auc_before: auc(old, churned),
    auc_after: auc(now, churned),
    difference: pairedDelong(now, old, churned),
    horizons: after.horizons.flatMap(({ horizon, auc: found }) => {
      const other = before.horizons.find((study) => study.horizon === horizon);
      return other ? [{ days: horizon, auc_before: other.auc, auc_after: found }] : [];
    }),
    gates: after.gates.map((gate) => ({
      gate: gate.gate,
      before:
        (gate.gate === 'not_worse' ? undefined : before.gates.find((each) => each.gate === gate.gate)) ??
        null,
      after: gate,
    })),
  };
}
