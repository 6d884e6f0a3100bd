import { fail } from '../../errors.ts';
import type { Measure, Scorecard } from '../config/scorecard-schema.ts';
import { type FeatureColumns, textsOf } from './feature-columns.ts';
import type { Learnt, PeerStatistics } from './learnt.ts';

/** Makes something of each group's statistics once, and finds it again for any row. */
export interface PeerLookup {
  perRow<T>(make: (statistics: PeerStatistics) => T): (features: FeatureColumns) => (row: number) => T;
}

/** The peers of one measure's rows. A group that was too small, or not seen, goes by all of them. */
export function peersOf(card: Scorecard, { name }: Measure, learnt: Learnt): PeerLookup {
  const { by } = card.peers;
  const found = Object.hasOwn(learnt, name) ? learnt[name] : undefined;
  if (!found) return fail('defect', { detail: `nothing was learnt for measure "${name}" of ${card.name}` });
  return {
    perRow: (make) => {
      const all = make(found.all);
      const groups = new Map(Object.entries(found.groups).map(([group, spread]) => [group, make(spread)]));
      return (features) => {
        if (by === undefined) return () => all;
        const words = textsOf(features, by);
        return (row) => groups.get(words[row] ?? '') ?? all;
      };
    },
  };
}
