import type { CompiledScorecard } from '../../core/score/compile-scorecard.ts';
import { saysSomething } from '../../core/score/explain-account.ts';
import type { FeatureColumns } from '../../core/score/feature-columns.ts';
import { type Reason, Reasons } from '../../core/score/reasons.ts';
import { scoreItems } from '../../core/score/score-items.ts';
import type { ScoredAccounts, ScoredItem } from '../../core/score/scored-accounts.ts';
import type { AppendColumn, Session } from '../../ports/warehouse.ts';
import type { CardRows } from './card-set.ts';
import { appendScratch, measuresTable, type ScoreScratch, type ScratchTable } from './score-scratch.ts';

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
    const measures = items.filter(({ kind }) => kind === 'measure').flatMap(measureColumns);
    await this.#append(measuresTable(part.card), [...pick(keys, part.rows), ...measures]);
    for (const item of items) {
      if (item.kind !== 'measure') await this.#append('lines', lineColumns(item, part, keys));
    }
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
function measureColumns({ points, maxPoints, scaled, state }: ScoredItem): AppendColumn[] {
  return [
    { name: 'points', type: 'integer', values: points },
    { name: 'max_points', type: 'integer', values: maxPoints },
    { name: 'scaled_value', type: 'double', values: scaled },
    { name: 'state', type: 'integer', values: Int32Array.from(state) },
  ];
}

/** One line for the rows on which it says something. */
function lineColumns(item: ScoredItem, { rows, features }: CardRows, keys: Keys): AppendColumn[] {
  const speaking = rows.map((_row, i) => i).filter((i) => saysSomething(item, i));
  const { values, words } = rawColumns(item, features);
  const constant = (value: string | null) => Array.from(speaking, () => value);
  const integers = (of: Int32Array | Uint8Array) => speaking.map((i) => of[i] ?? 0);
  const doubles = (of: Float64Array | undefined) => Float64Array.from(speaking, (i) => of?.[i] ?? Number.NaN);
  return [
    ...pick(
      keys,
      speaking.map((i) => rows[i] ?? 0),
    ),
    { name: 'dimension', type: 'varchar', values: constant(item.dimension) },
    { name: 'item', type: 'varchar', values: constant(item.item) },
    { name: 'kind', type: 'varchar', values: constant(item.kind) },
    { name: 'raw_value', type: 'double', values: doubles(values) },
    { name: 'raw_text', type: 'varchar', values: Array.from(speaking, (i) => words?.[i] ?? null) },
    { name: 'scaled_value', type: 'double', values: doubles(item.scaled) },
    { name: 'weight', type: 'double', values: new Float64Array(speaking.length).fill(item.weight) },
    { name: 'points', type: 'integer', values: integers(item.points) },
    { name: 'max_points', type: 'integer', values: integers(item.maxPoints) },
    { name: 'state', type: 'integer', values: integers(item.state) },
  ];
}

function rawColumns({ feature }: ScoredItem, { numbers, texts }: FeatureColumns) {
  return { values: numbers.get(feature ?? ''), words: texts.get(feature ?? '') };
}

function reasonColumns(reasons: Reasons, rows: number): AppendColumn[] {
  const top = Array.from({ length: rows }, (_row, r) => reasons.top(r));
  const text = (rank: number) => top.map((found: readonly Reason[]) => found[rank]?.text ?? null);
  return [0, 1, 2].map((rank) => ({ name: `reason_${rank + 1}`, type: 'varchar', values: text(rank) }));
}
