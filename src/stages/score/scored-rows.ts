import type { FoldedBands } from '../../core/score/fold-bands.ts';
import type { ScoredAccounts } from '../../core/score/scored-accounts.ts';
import type { AppendColumn } from '../../ports/warehouse.ts';

/** What one batch of (account, date) pairs scored, by columns, in the order of the batch. */
export class ScoredRows {
  readonly score: Int32Array;
  readonly #low: Int32Array;
  readonly #high: Int32Array;
  readonly #coverage: Float64Array;
  readonly #confidence: Int32Array;
  readonly #band: Int32Array;
  readonly #rawBand: Int32Array;
  readonly #previousBand: Int32Array;
  readonly #bandReason: Int32Array;

  constructor(rows: number) {
    const column = () => new Int32Array(rows);
    [this.score, this.#low, this.#high, this.#confidence] = [column(), column(), column(), column()];
    [this.#band, this.#rawBand, this.#previousBand, this.#bandReason] = [
      column(),
      column(),
      column(),
      column(),
    ];
    this.#coverage = new Float64Array(rows);
  }

  setScores(at: number, scored: ScoredAccounts): void {
    this.score.set(scored.score, at);
    this.#low.set(scored.low, at);
    this.#high.set(scored.high, at);
    this.#coverage.set(scored.coverage, at);
    this.#confidence.set(scored.confidence, at);
  }

  setBands(at: number, folded: FoldedBands): void {
    this.#band.set(folded.band, at);
    this.#rawBand.set(folded.rawBand, at);
    this.#bandReason.set(folded.reason, at);
    const previous = folded.previousBand;
    for (let r = 0; r < previous.length; r++) {
      this.#previousBand[at + r] = folded.hasPrevious[r] === 1 ? (previous[r] ?? 0) : NO_BAND;
    }
  }

  /** As delta.score_rows takes them. */
  columns(accounts: Int32Array, days: Int32Array): AppendColumn[] {
    return [
      { name: 'account_no', type: 'integer', values: accounts },
      { name: 'day_no', type: 'integer', values: days },
      { name: 'score', type: 'integer', values: this.score },
      { name: 'low', type: 'integer', values: this.#low },
      { name: 'high', type: 'integer', values: this.#high },
      { name: 'coverage', type: 'double', values: this.#coverage },
      { name: 'confidence', type: 'integer', values: this.#confidence },
      { name: 'band', type: 'integer', values: this.#band },
      { name: 'raw_band', type: 'integer', values: this.#rawBand },
      { name: 'previous_band', type: 'integer', values: this.#previousBand },
      { name: 'band_reason', type: 'integer', values: this.#bandReason },
    ];
  }
}

/** Stands for "no reading before" among band indexes. */
export const NO_BAND = -1;
