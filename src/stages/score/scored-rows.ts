import type { FoldedBands } from '../../core/score/fold-bands.ts';
import { type ScoredAccounts, UNKNOWN_BAND } from '../../core/score/scored-accounts.ts';
import { WITHHELD } from '../../core/score/ticks.ts';
import type { AppendColumn } from '../../ports/warehouse.ts';

/** Stands for "no reading before" among band indexes. */
const NO_BAND = -1;

const INTEGERS = [
  'score',
  'low',
  'high',
  'confidence',
  'band',
  'raw_band',
  'previous_band',
  'band_reason',
] as const;
type IntegerColumn = (typeof INTEGERS)[number];

/** Columns of delta.score_rows for a score of so many dimensions, apart from its keys. */
export function rowColumns(dimensions: number): string[] {
  return [
    ...INTEGERS.map((name) => `${name} integer`),
    'coverage double',
    ...dimensionColumns(dimensions).map((name) => `${name} integer`),
  ];
}

/** The columns that hold the dimensions' own scores. */
export function dimensionColumns(dimensions: number): string[] {
  return Array.from({ length: dimensions }, (_, d) => `dimension_${d}`);
}

/** What one batch of (account, date) pairs scored, by columns, in the order of the batch. */
export class ScoredRows {
  readonly #integers: Readonly<Record<IntegerColumn, Int32Array>>;
  readonly #coverage: Float64Array;
  readonly #dimensions: readonly Int32Array[];
  /** 1 where a rule or an override made the score. */
  readonly decided: Uint8Array;

  constructor(rows: number, dimensions: number) {
    const columns = INTEGERS.map((name) => [name, new Int32Array(rows)] as const);
    this.#integers = Object.fromEntries(columns) as Record<IntegerColumn, Int32Array>;
    this.#coverage = new Float64Array(rows);
    this.#dimensions = Array.from({ length: dimensions }, () => new Int32Array(rows).fill(WITHHELD));
    this.decided = new Uint8Array(rows);
  }

  /** Ticks. */
  get score(): Int32Array {
    return this.#integers.score;
  }

  /** @param rows which rows of the batch were scored */
  setScores(rows: Int32Array, scored: ScoredAccounts): void {
    const { score, low, high, confidence } = this.#integers;
    for (let i = 0; i < rows.length; i++) {
      const r = rows[i] ?? 0;
      score[r] = scored.score[i] ?? 0;
      low[r] = scored.low[i] ?? 0;
      high[r] = scored.high[i] ?? 0;
      confidence[r] = scored.confidence[i] ?? 0;
      this.#coverage[r] = scored.coverage[i] ?? 0;
      this.decided[r] = scored.decided[i] ?? 0;
    }
  }

  /**
   * @param rows which rows of the batch were scored
   * @param scores by dimension of their card
   * @param numbers what the card's dimensions are in the numbering that all cards share
   */
  setDimensions(rows: Int32Array, scores: readonly Int32Array[], numbers: readonly number[]): void {
    for (const [d, of] of scores.entries()) {
      const column = this.#dimensions[numbers[d] ?? -1];
      if (!column) continue;
      for (let i = 0; i < rows.length; i++) column[rows[i] ?? 0] = of[i] ?? WITHHELD;
    }
  }

  /**
   * @param rows which rows of the batch were folded
   * @param names what the card's band indexes are in the numbering that all cards share
   */
  setBands(rows: Int32Array, folded: FoldedBands, names: readonly number[]): void {
    const { band, raw_band, previous_band, band_reason } = this.#integers;
    for (let i = 0; i < rows.length; i++) {
      const r = rows[i] ?? 0;
      band[r] = names[folded.band[i] ?? UNKNOWN_BAND] ?? UNKNOWN_BAND;
      raw_band[r] = names[folded.rawBand[i] ?? UNKNOWN_BAND] ?? UNKNOWN_BAND;
      const previous = names[folded.previousBand[i] ?? UNKNOWN_BAND] ?? UNKNOWN_BAND;
      previous_band[r] = folded.hasPrevious[i] === 1 ? previous : NO_BAND;
      band_reason[r] = folded.reason[i] ?? 0;
    }
  }

  /** As delta.score_rows takes them, after its keys. */
  columns(): AppendColumn[] {
    return [
      ...INTEGERS.map((name): AppendColumn => ({ name, type: 'integer', values: this.#integers[name] })),
      { name: 'coverage', type: 'double', values: this.#coverage },
      ...dimensionColumns(this.#dimensions.length).map(
        (name, d): AppendColumn => ({ name, type: 'integer', values: this.#dimensions[d] ?? [] }),
      ),
    ];
  }
}
