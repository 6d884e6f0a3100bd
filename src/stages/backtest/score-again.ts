import type { CompiledMeasure, CompiledScorecard } from '../../core/score/compile-scorecard.ts';
import { pickRows } from '../../core/score/compile-variants.ts';
import { type FeatureColumns, textsOf } from '../../core/score/feature-columns.ts';
import { scoreAccounts } from '../../core/score/score-accounts.ts';
import { NOT_APPLICABLE, PRESENT, type ScoredAccounts } from '../../core/score/scored-accounts.ts';
import { WITHHELD } from '../../core/score/ticks.ts';
import { type CardSet, rowsByCard } from '../score/card-set.ts';
import type { DatedCards } from '../score/dated-cards.ts';

/** One measure on every row; NaN on rows whose card does not know it. */
interface MeasureAgain {
  /** Its place on the scale, NaN where it has none. */
  readonly place: Float64Array;
  /** 1 known, 0 missing or stale, NaN where it does not apply. */
  readonly known: Float64Array;
  /** The feature itself; words by number, the same word by the same number on every row. */
  readonly raw: Float64Array;
}

/** By row. */
export interface ScoredAgain {
  /** Ticks: the score, the score before an override, and before rules too. */
  readonly score: Int32Array;
  readonly computed: Int32Array;
  readonly raw: Int32Array;
  readonly measures: ReadonlyMap<string, MeasureAgain>;
  /** By dimension's name: its place on the scale, NaN where none of its measures has a value. */
  readonly dimensions: ReadonlyMap<string, Float64Array>;
}

/** Scores rows by the very code that scored them before, each by the card as of its date. */
export function scoreAgain(
  { set, dated }: { set: CardSet; dated: DatedCards },
  found: FeatureColumns,
  asOf: (row: number) => string,
): ScoredAgain {
  const scored = emptyRows(set, found.rows);
  const again = { ...scored, words: numberedWords(found) };
  const groups = new Map<CardSet, number[]>();
  for (let row = 0; row < found.rows; row++) {
    const cards = dated.at(asOf(row));
    const group = groups.get(cards);
    if (group) group.push(row);
    else groups.set(cards, [row]);
  }
  for (const [cards, group] of groups) {
    const of = Int32Array.from(group);
    for (const { card, rows, features } of rowsByCard(cards, pickRows(found, of))) {
      const compiled = cards.cards[card];
      if (compiled)
        fillRows(
          again,
          compiled,
          features,
          rows.map((r) => of[r] ?? 0),
        );
    }
  }
  return scored;
}

type WordNumbers = ReadonlyMap<string, ReadonlyMap<string | null, number>>;

function fillRows(
  again: ScoredAgain & { readonly words: WordNumbers },
  compiled: CompiledScorecard,
  features: FeatureColumns,
  rows: Int32Array,
): void {
  const scored = scoreAccounts(compiled, features);
  fill(again, scored, rows);
  compiled.dimensions.forEach(({ name }, d) => {
    spread(scored.basis.blend.place[d], rows, again.dimensions.get(name));
  });
  for (const { measure, place, state } of scored.basis.readings) {
    const column = again.measures.get(measure.name);
    spread(place, rows, column?.place);
    spread(Float64Array.from(state, knownOf), rows, column?.known);
    spread(rawOf(measure, features, again.words), rows, column?.raw);
  }
}

function emptyRows(set: CardSet, rows: number): ScoredAgain {
  const blank = () => new Float64Array(rows).fill(Number.NaN);
  const names = (of: 'measures' | 'dimensions') =>
    [...new Set(set.cards.flatMap((card) => card[of].map(({ name }) => name)))].sort();
  return {
    score: new Int32Array(rows),
    computed: new Int32Array(rows),
    raw: new Int32Array(rows),
    measures: new Map(
      names('measures').map((name) => [name, { place: blank(), known: blank(), raw: blank() }]),
    ),
    dimensions: new Map(names('dimensions').map((name) => [name, blank()])),
  };
}

function fill(again: ScoredAgain, scored: ScoredAccounts, rows: Int32Array): void {
  rows.forEach((r, i) => {
    again.score[r] = scored.score[i] ?? WITHHELD;
    again.computed[r] = scored.computed[i] ?? WITHHELD;
    again.raw[r] = scored.basis.rounded[i] ?? WITHHELD;
  });
}

function spread(from: Float64Array | undefined, rows: Int32Array, to: Float64Array | undefined): void {
  if (!(from && to)) return;
  rows.forEach((r, i) => {
    to[r] = from[i] ?? Number.NaN;
  });
}

function knownOf(state: number): number {
  if (state === NOT_APPLICABLE) return Number.NaN;
  return state === PRESENT ? 1 : 0;
}

/** By feature, a number for each of its words. */
function numberedWords({ texts }: FeatureColumns): WordNumbers {
  const numbered = (words: readonly (string | null)[]) =>
    [...new Set(words)].filter((word) => word !== null).sort();
  return new Map(
    [...texts].map(([feature, words]) => [feature, new Map(numbered(words).map((word, i) => [word, i]))]),
  );
}

function rawOf(
  { spec }: CompiledMeasure,
  features: FeatureColumns,
  words: WordNumbers,
): Float64Array | undefined {
  const numbers = words.get(spec.feature);
  if (numbers === undefined) return features.numbers.get(spec.feature);
  return Float64Array.from(textsOf(features, spec.feature), (word) => numbers.get(word) ?? Number.NaN);
}
