import type { CompiledMeasure, CompiledScorecard } from '../../core/score/compile-scorecard.ts';
import { pickRows } from '../../core/score/compile-variants.ts';
import type { FeatureColumns } from '../../core/score/feature-columns.ts';
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
  /** The feature itself; words by number. */
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
  const again = emptyRows(set, found.rows);
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
  return again;
}

function fillRows(
  again: ScoredAgain,
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
    spread(rawOf(measure, features), rows, column?.raw);
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

function rawOf({ spec }: CompiledMeasure, features: FeatureColumns): Float64Array | undefined {
  const words = features.texts.get(spec.feature);
  if (words === undefined) return features.numbers.get(spec.feature);
  const numbers = new Map([...new Set(words)].sort().map((word, i) => [word, i]));
  return Float64Array.from(words, (word) => (word === null ? Number.NaN : (numbers.get(word) ?? Number.NaN)));
}
