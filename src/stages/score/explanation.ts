import type { CompiledMeasure, CompiledScorecard } from '../../core/score/compile-scorecard.ts';
import { saysSomething } from '../../core/score/explain-account.ts';
import { type FeatureColumns, numbersOf, textsOf } from '../../core/score/feature-columns.ts';
import { type Reason, Reasons } from '../../core/score/reasons.ts';
import { scoreItems } from '../../core/score/score-items.ts';
import type { ScoredAccounts, ScoredItem } from '../../core/score/scored-accounts.ts';
import type { AppendColumn, Session } from '../../ports/warehouse.ts';
import type { CardRows } from './card-set.ts';
import {
  appendScratch,
  measuresTable,
  readsText,
  type ScoreScratch,
  type ScratchTable,
} from './score-scratch.ts';

type Keys = ReadonlyMap<string, Int32Array>;

/**
 * Writes the explanation of scores into the scratch catalog. Measures say something on every row: they go as columns, which
 * travel some four times as fast as rows, and become rows in the database. What else there is to say goes as rows.
 */
export class Explanation {
  readonly #session: Session;
  readonly #scratch: ScoreScratch;

  constructor(session: Session, scratch: ScoreScratch) {
    this.#session = session;
    this.#scratch = scratch;
  }

  /**
   * Explains the rows that one card counts for.
   *
   * @param batch keys of the whole batch, and what became of these rows of it
   */
  async add(
    card: CompiledScorecard,
    part: CardRows,
    { keys, scored }: { keys: Keys; scored: ScoredAccounts },
  ): Promise<void> {
    const items = scoreItems(card, scored);
    const measures = items.filter(({ kind }) => kind === 'measure');
    const columns = measures.flatMap((item, m) => measureColumns(item, card.measures[m], part.features));
    await this.#append(measuresTable(part.card), [...pick(keys, part.rows), ...columns]);
    const others = items.filter(({ kind }) => kind !== 'measure');
    await this.#append('lines', lineColumns(others, part, keys));
    const reasons = new Reasons(card, { score: scored.score, items }, part.features);
    await this.#append('reasons', [...pick(keys, part.rows), ...reasonColumns(reasons, scored.rows)]);
  }

  #append(table: ScratchTable, columns: readonly AppendColumn[]): Promise<void> {
    return appendScratch(this.#session, this.#scratch, table, columns);
  }
}

/** The keys of some rows. */
function pick(keys: Keys, rows: Int32Array): AppendColumn[] {
  return [...keys].map(([name, key]) => ({ name, type: 'integer', values: rows.map((r) => key[r] ?? 0) }));
}

/** In the order of delta.score_measures. */
function measureColumns(
  { points, maxPoints, scaled, state }: ScoredItem,
  measure: CompiledMeasure | undefined,
  features: FeatureColumns,
): AppendColumn[] {
  return [
    { name: 'points', type: 'integer', values: points },
    { name: 'max_points', type: 'integer', values: maxPoints },
    { name: 'scaled_value', type: 'double', values: scaled },
    { name: 'state', type: 'integer', values: new Int32Array(state) },
    ...(measure ? [rawColumn(measure, features)] : []),
  ];
}

function rawColumn({ spec }: CompiledMeasure, features: FeatureColumns): AppendColumn {
  return readsText(spec)
    ? { name: 'raw_text', type: 'varchar', values: textsOf(features, spec.feature) }
    : { name: 'raw_value', type: 'double', values: numbersOf(features, spec.feature) };
}

/** Lines for the rows on which they say something. */
function lineColumns(items: readonly ScoredItem[], { rows, features }: CardRows, keys: Keys): AppendColumn[] {
  const lines = items.flatMap((item) => speakingRows(item, rows.length).map((i) => ({ item, i })));
  const raw = new Map(items.map((item) => [item, rawColumns(item, features)]));
  const text = (name: string, of: (item: ScoredItem, i: number) => string | null): AppendColumn => ({
    name,
    type: 'varchar',
    values: lines.map(({ item, i }) => of(item, i)),
  });
  const integer = (name: string, of: (item: ScoredItem) => Int32Array | Uint8Array): AppendColumn => ({
    name,
    type: 'integer',
    values: Int32Array.from(lines, ({ item, i }) => of(item)[i] ?? 0),
  });
  const double = (name: string, of: (item: ScoredItem, i: number) => number | undefined): AppendColumn => ({
    name,
    type: 'double',
    values: Float64Array.from(lines, ({ item, i }) => of(item, i) ?? Number.NaN),
  });
  return [
    ...pick(
      keys,
      Int32Array.from(lines, ({ i }) => rows[i] ?? 0),
    ),
    text('dimension', ({ dimension }) => dimension),
    text('item', ({ item }) => item),
    text('kind', ({ kind }) => kind),
    double('raw_value', (item, i) => raw.get(item)?.values?.[i]),
    text('raw_text', (item, i) => raw.get(item)?.words?.[i] ?? null),
    double('scaled_value', ({ scaled }, i) => scaled[i]),
    double('weight', ({ weight }) => weight),
    integer('points', ({ points }) => points),
    integer('max_points', ({ maxPoints }) => maxPoints),
    integer('state', ({ state }) => state),
  ];
}

function speakingRows(item: ScoredItem, rows: number): number[] {
  const found: number[] = [];
  for (let i = 0; i < rows; i++) if (saysSomething(item, i)) found.push(i);
  return found;
}

function rawColumns({ feature }: ScoredItem, { numbers, texts }: FeatureColumns) {
  return { values: numbers.get(feature ?? ''), words: texts.get(feature ?? '') };
}

function reasonColumns(reasons: Reasons, rows: number): AppendColumn[] {
  const top = Array.from({ length: rows }, (_row, r) => reasons.top(r));
  const text = (rank: number) => top.map((found: readonly Reason[]) => found[rank]?.text ?? null);
  return [0, 1, 2].map((rank) => ({ name: `reason_${rank + 1}`, type: 'varchar', values: text(rank) }));
}
