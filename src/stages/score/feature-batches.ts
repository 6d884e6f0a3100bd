import { slices } from '../../core/plan/calendar.ts';
import { SPINE } from '../../core/plan/project-graph.ts';
import { literal, qualified } from '../../core/sql/quote.ts';
import type { ColumnChunk, Session } from '../../ports/warehouse.ts';
import { inDates } from '../transform/pending-build.ts';
import { type FeatureSlot, featureRelations, slotColumn, spanOf } from './feature-slots.ts';
import { PairPlaces } from './pair-places.ts';
import type { PairFeatures } from './read-features.ts';
import { type ScoreScratch, scratchTable } from './score-scratch.ts';

/** (account, date) pairs that are read at once: two row groups of DuckDB, so that both cores join; 240 bytes each with 30 features. */
const PAIRS_A_BATCH = 250_000;

/** Features of every live account of some dates, by batches of whole dates, ordered by day_no and account_no. */
export async function* featureBatches(
  session: Session,
  slots: readonly FeatureSlot[],
  scratch: ScoreScratch,
  dates: readonly string[],
): AsyncGenerator<PairFeatures> {
  const counted = dates.map((asOf) => ({ asOf, accounts: scratch.pairs.get(asOf) ?? 0 }));
  for (const part of slices(counted, PAIRS_A_BATCH)) yield await readBatch(session, slots, scratch, part);
}

/**
 * Reads each feature model by itself and puts its values where their pair is. One query that joins all models to the pairs
 * takes twice the time: it builds a table of all pairs for each model, and then sorts rows of all features.
 */
async function readBatch(
  session: Session,
  slots: readonly FeatureSlot[],
  scratch: ScoreScratch,
  dates: readonly string[],
): Promise<PairFeatures> {
  const places = new PairPlaces(scratch, dates);
  for await (const { columns } of session.readWhole(pairQuery(SPINE, dates, []))) places.mark(columns);
  const keys = places.settle();
  const numbers = new Map<string, Float64Array>();
  const texts = new Map<string, (string | null)[]>();
  for (const relation of featureRelations(slots)) {
    const own = slots.filter(({ model }) => relation === `features.${model}`);
    const targets = own.map(({ feature, reads }) => {
      if (reads === 'text') return put(texts, feature, new Array<string | null>(places.count).fill(null));
      return put(numbers, feature, new Float64Array(places.count).fill(Number.NaN));
    });
    for await (const { columns } of session.readWhole(pairQuery(relation, dates, own)))
      scatter(columns, places.of(columns), targets);
  }
  return { rows: places.count, keys, numbers, texts };
}

/** Of some dates of a relation: by row account_no, days since the first date, and the slots' values. */
function pairQuery(relation: string, dates: readonly string[], slots: readonly FeatureSlot[]): string {
  const columns = slots.map((slot) => slotColumn(slot, 'found'));
  const keys = ['accounts.account_no', `cast(found.as_of - date ${literal(dates[0] ?? '')} as integer)`];
  return `select ${[...keys, ...columns].join(', ')}
    from (select * from ${qualified(`build.${relation}`)} where ${spanOf(dates)} and ${inDates('as_of', dates)}) as found
    inner join ${scratchTable('accounts')} as accounts on accounts.account_id = found.account_id`;
}

function put<V>(columns: Map<string, V>, feature: string, column: V): V {
  columns.set(feature, column);
  return column;
}

/** @param places by row of the chunk, -1 for one that no pair is waiting for */
function scatter(
  [, , ...columns]: ColumnChunk['columns'],
  places: Int32Array,
  targets: readonly (Float64Array | (string | null)[])[],
): void {
  for (const [c, target] of targets.entries()) {
    const values = columns[c] ?? [];
    if (target instanceof Float64Array) scatterNumbers(values as Float64Array, places, target);
    else scatterTexts(values as readonly (string | null)[], places, target);
  }
}

function scatterNumbers(values: Float64Array, places: Int32Array, target: Float64Array): void {
  for (let r = 0; r < places.length; r++) {
    const place = places[r] ?? -1;
    if (place >= 0) target[place] = values[r] ?? Number.NaN;
  }
}

function scatterTexts(
  values: readonly (string | null)[],
  places: Int32Array,
  target: (string | null)[],
): void {
  for (let r = 0; r < places.length; r++) {
    const place = places[r] ?? -1;
    if (place >= 0) target[place] = values[r] ?? null;
  }
}
