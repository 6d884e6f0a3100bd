import type { CompiledMeasure, CompiledScorecard } from './compile-scorecard.ts';
import { type FeatureColumns, numbersOf, textsOf } from './feature-columns.ts';
import { formatPoints, formatValue } from './format-value.ts';
import { NOT_APPLICABLE, PRESENT, type ScoredItem } from './scored-accounts.ts';
import { WITHHELD } from './ticks.ts';

/** What cost an account points. */
export interface Reason {
  readonly measure: string;
  /** Ticks below what it could have given. */
  readonly lost: number;
  readonly text: string;
}

interface Candidate {
  readonly measure: CompiledMeasure;
  readonly item: ScoredItem;
}

/** Scores with the lines of `scoreItems`. */
interface Explained {
  readonly score: Int32Array;
  readonly items: readonly ScoredItem[];
}

/** Tells for any row which measures cost it most. */
export class Reasons {
  readonly #score: Int32Array;
  readonly #features: FeatureColumns;
  readonly #candidates: readonly Candidate[];

  constructor(card: CompiledScorecard, scored: Explained, features: FeatureColumns) {
    const measures = new Map(card.measures.map((measure) => [measure.name, measure]));
    this.#score = scored.score;
    this.#features = features;
    this.#candidates = scored.items.flatMap((item) => {
      const measure = measures.get(item.item);
      return measure && (item.kind === 'measure' || item.kind === 'missing') ? [{ measure, item }] : [];
    });
  }

  /**
   * The measures that cost a row most points, most first, ties by name; none where the score is withheld. A missing value
   * counts where the scorecard makes it cost something itself, not where its weight went to the others.
   */
  top(row: number, count = 3): Reason[] {
    if (this.#score[row] === WITHHELD) return [];
    const costly: { candidate: Candidate; lost: number }[] = [];
    for (const candidate of this.#candidates) {
      const lost = lostPoints(candidate, row);
      if (lost > 0) costly.push({ candidate, lost });
    }
    // Candidates stand in the order of names and the sort is stable: ties stay by name.
    costly.sort((a, b) => b.lost - a.lost);
    return costly.slice(0, count).map(({ candidate, lost }) => ({
      measure: candidate.measure.name,
      lost,
      text: this.#text(candidate, row, lost),
    }));
  }

  #text({ measure: { spec }, item }: Candidate, row: number, lost: number): string {
    const cost = `(-${formatPoints(lost)})`;
    if (item.kind === 'missing') return `${spec.reason_missing ?? `${spec.label}: nothing known`} ${cost}`;
    const value = this.#value(spec, row);
    if (spec.reason.includes('{value}')) return `${spec.reason.replaceAll('{value}', value)} ${cost}`;
    return `${spec.reason} [${spec.label}: ${value}] ${cost}`;
  }

  #value({ normalise, feature, format }: CompiledMeasure['spec'], row: number): string {
    if (normalise.type === 'category') return textsOf(this.#features, feature)[row] ?? '';
    return formatValue(numbersOf(this.#features, feature)[row] ?? Number.NaN, format);
  }
}

function lostPoints({ measure, item }: Candidate, row: number): number {
  if (item.kind === 'missing') {
    const state = item.state[row] ?? PRESENT;
    if (state === PRESENT || state === NOT_APPLICABLE || !measure.assume) return 0;
  }
  return (item.maxPoints[row] ?? 0) - (item.points[row] ?? 0);
}
