import type { CompiledScorecard } from '../../core/score/compile-scorecard.ts';
import { saysSomething } from '../../core/score/explain-account.ts';
import { type Reason, Reasons } from '../../core/score/reasons.ts';
import { scoreItems } from '../../core/score/score-items.ts';
import type { ScoredAccounts, ScoredItem } from '../../core/score/scored-accounts.ts';
import type { AppendColumn, Session } from '../../ports/warehouse.ts';
import type { PairFeatures } from './read-features.ts';
import type { ScoreScratch } from './score-scratch.ts';
import { appendScratch } from './score-scratch.ts';

/**
 * Writes the explanation of scores into the scratch catalog. Measures say something on every row: they go as columns, which
 * travel some four times as fast as rows, and become rows in the database. What else there is to say goes as rows.
 */
export class Explanation {
  readonly #session: Session;
  readonly #scratch: ScoreScratch;
  readonly #card: CompiledScorecard;

  constructor(session: Session, scratch: ScoreScratch, card: CompiledScorecard) {
    this.#session = session;
    this.#scratch = scratch;
    this.#card = card;
  }

  /** Explains some rows; `scored` is what became of `features`. */
  async add(features: PairFeatures, scored: ScoredAccounts): Promise<void> {
    const items = scoreItems(this.#card, scored);
    const measures = items.filter(({ kind }) => kind === 'measure');
    await this.#append('measures', [...keyColumns(features), ...measures.flatMap(measureColumns)]);
    for (const item of items) {
      if (item.kind !== 'measure') await this.#append('lines', lineColumns(item, features));
    }
    const reasons = new Reasons(this.#card, { score: scored.score, items }, features);
    await this.#append('reasons', [...keyColumns(features), ...reasonColumns(reasons, features.rows)]);
  }

  #append(table: 'measures' | 'lines' | 'reasons', columns: readonly AppendColumn[]): Promise<void> {
    return appendScratch(this.#session, this.#scratch, table, columns);
  }
}

function keyColumns({ keys }: PairFeatures): AppendColumn[] {
  return [...keys].map(([name, values]) => ({ name, type: 'integer', values }));
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
function lineColumns(item: ScoredItem, features: PairFeatures): AppendColumn[] {
  const rows = Int32Array.from({ length: features.rows }, (_row, r) => r).filter((r) =>
    saysSomething(item, r),
  );
  const values = features.numbers.get(item.feature ?? '');
  const words = features.texts.get(item.feature ?? '');
  const constant = (value: string | null) => Array.from(rows, () => value);
  const keys = keyColumns(features).map((column) => ({
    ...column,
    values: rows.map((r) => column.values[r] as number),
  }));
  return [
    ...keys,
    { name: 'dimension', type: 'varchar', values: constant(item.dimension) },
    { name: 'item', type: 'varchar', values: constant(item.item) },
    { name: 'kind', type: 'varchar', values: constant(item.kind) },
    { name: 'raw_value', type: 'double', values: Float64Array.from(rows, (r) => values?.[r] ?? Number.NaN) },
    { name: 'raw_text', type: 'varchar', values: Array.from(rows, (r) => words?.[r] ?? null) },
    {
      name: 'scaled_value',
      type: 'double',
      values: Float64Array.from(rows, (r) => item.scaled[r] ?? Number.NaN),
    },
    { name: 'weight', type: 'double', values: new Float64Array(rows.length).fill(item.weight) },
    { name: 'points', type: 'integer', values: rows.map((r) => item.points[r] ?? 0) },
    { name: 'max_points', type: 'integer', values: rows.map((r) => item.maxPoints[r] ?? 0) },
    { name: 'state', type: 'integer', values: rows.map((r) => item.state[r] ?? 0) },
  ];
}

function reasonColumns(reasons: Reasons, rows: number): AppendColumn[] {
  const top = Array.from({ length: rows }, (_row, r) => reasons.top(r));
  const text = (rank: number) => top.map((found: readonly Reason[]) => found[rank]?.text ?? null);
  return [0, 1, 2].map((rank) => ({ name: `reason_${rank + 1}`, type: 'varchar', values: text(rank) }));
}
