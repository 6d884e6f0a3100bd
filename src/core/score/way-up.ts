import { compareText } from '../config/canonical-json.ts';
import type { Normaliser } from '../config/scorecard-normaliser-schema.ts';
import type { CompiledMeasure, CompiledScorecard } from './compile-scorecard.ts';
import { type FeatureColumns, numbersOf } from './feature-columns.ts';
import { scoreAccounts } from './score-accounts.ts';
import { UNKNOWN_BAND } from './scored-accounts.ts';
import type { SeenMoves } from './seen-moves.ts';
import { toTicks, WITHHELD } from './ticks.ts';

/** One thing to change. */
interface Change {
  readonly measure: string;
  readonly feature: string;
  readonly from: number;
  readonly to: number;
}

/** A way to the next band. */
export interface WayUp {
  /** Index of the band that it reaches. */
  readonly band: number;
  /** The score then, in ticks. */
  readonly score: number;
  /** By name. Leave one out and the band is not reached. None where its score is enough already, and the band only waits. */
  readonly changes: readonly Change[];
}

interface Standing {
  readonly row: number;
  readonly moves: SeenMoves;
  readonly band?: number;
  readonly margin?: number;
}

/** No more sets of one size than these are tried: the most promising ones. */
const MOST_SETS = 20_000;

/**
 * The fewest changes that bring an account into its next band, clear of the boundary by the margin, each within what has been seen
 * elsewhere; of several such sets the one that reaches highest. Found by scoring every candidate, rules and limits included.
 *
 * @param band the band that the account stands in, which may not be the one that its score alone says; that one without it
 * @param margin in ticks, the account's own where the scorecard goes by that (`noiseMargins`); the scorecard's without it
 * @returns `best` for an account in the highest band, `unknown` for one that cannot be judged, `out_of_reach` where all moves
 *   together are not enough, `set_by_hand` where nothing that an account does counts
 */
export function wayUp(
  card: CompiledScorecard,
  features: FeatureColumns,
  { row, moves, band, margin }: Standing,
): WayUp | 'best' | 'unknown' | 'out_of_reach' | 'set_by_hand' {
  const trial = new Trial(card, features, row);
  const now = trial.now;
  if (now.band === UNKNOWN_BAND || now.score === WITHHELD) return 'unknown';
  const next = (band ?? now.band) + 1;
  const start = card.bandStarts[next];
  if (start === undefined) return 'best';
  if (isSetByHand(card, features, row)) return 'set_by_hand';
  const goal = Math.min(start + (margin ?? toTicks(card.card.steadiness.margin)), card.base + card.range);
  if (now.score >= goal) return { band: next, score: now.score, changes: [] };
  const changes = trial.byGain(changesOf(card, features, { row, moves }));
  if ((trial.scores([changes])[0] ?? WITHHELD) < goal) return 'out_of_reach';
  for (let size = 1; size < changes.length; size++) {
    const found = bestOf(trial, setsOf(changes, size), goal);
    if (found) return wayOf(trial, next, found);
  }
  return wayOf(trial, next, pruned(trial, changes, goal));
}

function wayOf(trial: Trial, band: number, set: readonly Change[]): WayUp {
  const changes = [...set].sort((a, b) => compareText(a.measure, b.measure));
  return { band, score: trial.scores([changes])[0] ?? WITHHELD, changes };
}

/** Leaves out, smallest gain first, whatever is not needed. */
function pruned(trial: Trial, changes: readonly Change[], goal: number): readonly Change[] {
  return changes.toReversed().reduce((kept, change) => {
    const without = kept.filter((other) => other !== change);
    return (trial.scores([without])[0] ?? WITHHELD) >= goal ? without : kept;
  }, changes);
}

function changesOf(
  card: CompiledScorecard,
  features: FeatureColumns,
  { row, moves }: { readonly row: number; readonly moves: SeenMoves },
): Change[] {
  return card.measures.flatMap((measure) => {
    const from = valueAt(measure, features, row);
    const move = moves.get(measure.name);
    if (!measure.spec.actionable || move === undefined || Number.isNaN(from)) return [];
    const to = destination(measure, from, move);
    return to === from ? [] : [{ measure: measure.name, feature: measure.spec.feature, from, to }];
  });
}

/** As far as others have come in a quarter, though not beyond what anybody has nor beyond what is worth more. */
function destination(
  { spec }: CompiledMeasure,
  from: number,
  { by, furthest }: { readonly by: number; readonly furthest: number },
): number {
  const end = bestEnd(spec.normalise);
  return spec.direction === 'higher_is_better'
    ? Math.max(from, Math.min(from + by, furthest, end ?? furthest))
    : Math.min(from, Math.max(from - by, furthest, end ?? furthest));
}

/** Where a normaliser has given all it can; null where no value of its own says so. */
function bestEnd(normalise: Normaliser): number | null {
  if (normalise.type === 'nps') return 100;
  const isLine = normalise.type === 'linear' || normalise.type === 's_curve' || normalise.type === 'log';
  return isLine ? normalise.best : null;
}

function isSetByHand({ card }: CompiledScorecard, features: FeatureColumns, row: number): boolean {
  if (!card.override) return false;
  return !Number.isNaN(numbersOf(features, card.override.score)[row] ?? Number.NaN);
}

function valueAt({ spec }: CompiledMeasure, features: FeatureColumns, row: number): number {
  return spec.normalise.type === 'category'
    ? Number.NaN
    : (numbersOf(features, spec.feature)[row] ?? Number.NaN);
}

function bestOf(trial: Trial, sets: readonly Change[][], goal: number): readonly Change[] | null {
  let best: readonly Change[] | null = null;
  let highest = goal - 1;
  trial.scores(sets).forEach((score, i) => {
    if (score > highest) [best, highest] = [sets[i] ?? [], score];
  });
  return best;
}

/** All sets of one size, those of larger gains first, as far as there are not too many. */
function setsOf(changes: readonly Change[], size: number): Change[][] {
  const sets: Change[][] = [];
  const extend = (chosen: Change[], from: number): void => {
    if (sets.length >= MOST_SETS) return;
    if (chosen.length === size) {
      sets.push(chosen);
      return;
    }
    for (const [i, change] of changes.entries()) if (i >= from) extend([...chosen, change], i + 1);
  };
  extend([], 0);
  return sets;
}

/** Scores one account with some of its features changed. */
class Trial {
  readonly now: { readonly score: number; readonly band: number };
  readonly #card: CompiledScorecard;
  readonly #features: FeatureColumns;
  readonly #row: number;

  constructor(card: CompiledScorecard, features: FeatureColumns, row: number) {
    this.#card = card;
    this.#features = features;
    this.#row = row;
    const { score, rawBand } = scoreAccounts(card, this.#with([[]]));
    this.now = { score: score[0] ?? WITHHELD, band: rawBand[0] ?? UNKNOWN_BAND };
  }

  /** The score after each set of changes. */
  scores(sets: readonly (readonly Change[])[]): Int32Array {
    return scoreAccounts(this.#card, this.#with(sets)).score;
  }

  /** Changes by what each gives alone, most first, ties by name. */
  byGain(changes: readonly Change[]): Change[] {
    const alone = this.scores(changes.map((change) => [change]));
    return changes
      .map((change, i) => ({ change, score: alone[i] ?? WITHHELD }))
      .sort((a, b) => b.score - a.score || compareText(a.change.measure, b.change.measure))
      .map(({ change }) => change);
  }

  #with(sets: readonly (readonly Change[])[]): FeatureColumns {
    const { numbers, texts } = this.#features;
    const column = (feature: string, values: Float64Array) => {
      const changed = new Float64Array(sets.length).fill(values[this.#row] ?? Number.NaN);
      sets.forEach((set, s) => {
        const change = set.find((one) => one.feature === feature);
        if (change) changed[s] = change.to;
      });
      return changed;
    };
    return {
      rows: sets.length,
      numbers: new Map([...numbers].map(([feature, values]) => [feature, column(feature, values)])),
      texts: new Map(
        [...texts].map(([feature, words]) => [feature, sets.map(() => words[this.#row] ?? null)]),
      ),
    };
  }
}
