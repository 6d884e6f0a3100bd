import type { Contribution } from './contributions.ts';
import { CAPPED, PRESENT } from './scored-accounts.ts';

/** A line that is no measure's own: where a card by points starts, or what a limit took or gave. */
export function adjustmentLine(
  kind: 'base' | 'cap',
  about: { readonly dimension: string | null; readonly item: string },
  exact: Float64Array,
): Contribution {
  const stateOf = (change: number): number => (kind === 'cap' && change !== 0 ? CAPPED : PRESENT);
  return {
    ...about,
    kind,
    feature: null,
    ticks: 0,
    exact,
    place: new Float64Array(exact.length).fill(Number.NaN),
    maxPoints: null,
    weightInEffect: new Float64Array(exact.length),
    state: Uint8Array.from(exact, stateOf),
  };
}
