import type { CompiledMeasure, CompiledScorecard } from './compile-scorecard.ts';
import { type FeatureColumns, numbersOf, textsOf } from './feature-columns.ts';
import { formatPoints, formatValue } from './format-value.ts';
import { NOT_APPLICABLE, PRESENT, type ScoredItem } from './scored-accounts.ts';
import { WITHHELD } from './ticks.ts';

/** What cost an account points. */
export interface Reason {
  /** The measure, the rule, or `override`. */
  readonly item: string;
  readonly kind: ScoredItem['kind'];
  /** Ticks below what it could have given. */
  readonly lost: number;
  readonly text: string;
}

interface Candidate {
  readonly item: ScoredItem;
  lost(row: number): number;
  text(row: number): string;
}

/** Scores with the lines of `scoreItems`. */
interface Explained {
  readonly score: Int32Array;
  readonly items: readonly ScoredItem[];
}

/** Tells for any row what cost it most. */
export class Reasons {
  readonly #score: Int32Array;
  readonly #candidates: readonly Candidate[];

  constructor(card: CompiledScorecard, scored: Explained, features: FeatureColumns) {
    this.#score = scored.score;
    this.#candidates = scored.items
      .flatMap((item) => candidateOf(card, item, features))
      .sort((a, b) => (a.item.item < b.item.item ? -1 : a.item.item > b.item.item ? 1 : 0));
  }

  /**
   * What cost a row most points, most first, ties by name; nothing where the score is withheld. A missing value counts where
   * the scorecard makes it cost something itself, not where its weight went to the others.
   */
  top(row: number, count = 3): Reason[] {
    if (this.#score[row] === WITHHELD) return [];
    const costly: { candidate: Candidate; lost: number }[] = [];
    for (const candidate of this.#candidates) {
      const lost = candidate.lost(row);
      if (lost > 0) costly.push({ candidate, lost });
    }
    // Candidates stand in the order of names and the sort is stable: ties stay by name.
    costly.sort((a, b) => b.lost - a.lost);
    return costly.slice(0, count).map(({ candidate, lost }) => ({
      item: candidate.item.item,
      kind: candidate.item.kind,
      lost,
      text: `${candidate.text(row)} (-${formatPoints(lost)})`,
    }));
  }
}

function candidateOf(card: CompiledScorecard, item: ScoredItem, features: FeatureColumns): Candidate[] {
  const lost = (row: number) => (item.maxPoints[row] ?? 0) - (item.points[row] ?? 0);
  const measure = card.measures.find(({ name }) => name === item.item);
  if (item.kind === 'measure' && measure) {
    return [{ item, lost, text: (row) => describeValue(measure, features, row) }];
  }
  if (item.kind === 'missing' && measure?.assume) {
    const { label, reason_missing } = measure.spec;
    const costs = (row: number) => (isAssumed(item, row) ? lost(row) : 0);
    return [{ item, lost: costs, text: () => reason_missing ?? `${label}: nothing known` }];
  }
  const rule = card.card.rules.find(({ name }) => name === item.item);
  if (item.kind === 'rule' && rule) return [{ item, lost, text: () => rule.reason }];
  const { override } = card.card;
  if (item.kind === 'override' && override) {
    const word = (feature: string, row: number) => textsOf(features, feature)[row] ?? 'unknown';
    const text = (row: number) =>
      `Set by hand by ${word(override.author, row)}: ${word(override.reason, row)}`;
    return [{ item, lost, text }];
  }
  return [];
}

function isAssumed({ state }: ScoredItem, row: number): boolean {
  return state[row] !== PRESENT && state[row] !== NOT_APPLICABLE;
}

function describeValue({ spec }: CompiledMeasure, features: FeatureColumns, row: number): string {
  const value = shownValue(spec, features, row);
  if (spec.reason.includes('{value}')) return spec.reason.replaceAll('{value}', value);
  return `${spec.reason} [${spec.label}: ${value}]`;
}

function shownValue(
  { normalise, feature, format }: CompiledMeasure['spec'],
  features: FeatureColumns,
  row: number,
): string {
  if (normalise.type === 'category') return textsOf(features, feature)[row] ?? '';
  return formatValue(numbersOf(features, feature)[row] ?? Number.NaN, format);
}
