import { compareText } from '../config/canonical-json.ts';
import type { Rule } from '../config/scorecard-schema.ts';
import type { CompiledScorecard } from './compile-scorecard.ts';
import { type FeatureColumns, numbersOf } from './feature-columns.ts';
import { holds } from './holds.ts';
import { toTicks, WITHHELD } from './ticks.ts';

/** One step that changed scores on its way: a rule, or the override. */
export interface ScoreStep {
  readonly kind: 'rule' | 'override';
  readonly name: string;
  /** By row: 1 where it was asked for, whether or not it had anything to change. */
  readonly fired: Uint8Array;
  /** By row, in ticks: what it added or took. */
  readonly change: Int32Array;
}

interface Hold {
  readonly rule: Rule;
  readonly fired: Uint8Array;
  readonly low: number;
  readonly high: number;
}

/**
 * Lets the rules hold scores up and then down, so that where two disagree the lower one counts. The strongest rule comes
 * first and the change is its own; ties go by name.
 *
 * @param score ticks, changed in place
 */
export function applyRules(
  card: CompiledScorecard,
  features: FeatureColumns,
  score: Int32Array,
): ScoreStep[] {
  const held = card.card.rules.map((rule) => holdOf(card, rule, features));
  const up = held.filter(({ low }) => low > Number.NEGATIVE_INFINITY);
  const down = held.filter(({ high }) => high < Number.POSITIVE_INFINITY);
  const steps = [
    ...sorted(up, (hold) => -hold.low).map((hold) => step(hold, score, (at) => Math.max(at, hold.low))),
    ...sorted(down, (hold) => hold.high).map((hold) => step(hold, score, (at) => Math.min(at, hold.high))),
  ];
  return card.card.rules.map(({ name }) => merge(steps.filter((made) => made.name === name)));
}

function holdOf(card: CompiledScorecard, rule: Rule, features: FeatureColumns): Hold {
  const fired = new Uint8Array(features.rows).fill(1);
  for (const asked of rule.when) {
    const answer = holds(asked, features);
    for (let r = 0; r < fired.length; r++) if (answer[r] !== 1) fired[r] = 0;
  }
  return { rule, fired, ...boundsOf(card, rule) };
}

function boundsOf(card: CompiledScorecard, { cap, floor, band }: Rule): { low: number; high: number } {
  const open = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  if (cap !== undefined) return { ...open, high: toTicks(cap) };
  if (floor !== undefined) return { ...open, low: toTicks(floor) };
  const at = card.card.bands.findIndex(({ name }) => name === band);
  const next = card.bandStarts[at + 1];
  return {
    low: card.bandStarts[at] ?? open.low,
    high: next === undefined ? card.base + card.range : next - card.step,
  };
}

function sorted(holds: readonly Hold[], strength: (hold: Hold) => number): Hold[] {
  return [...holds].sort((a, b) => strength(a) - strength(b) || compareText(a.rule.name, b.rule.name));
}

function step({ rule, fired }: Hold, score: Int32Array, held: (score: number) => number): ScoreStep {
  const change = new Int32Array(score.length);
  for (let r = 0; r < score.length; r++) {
    const before = score[r] ?? WITHHELD;
    if (fired[r] === 0 || before === WITHHELD) continue;
    score[r] = held(before);
    change[r] = (score[r] ?? 0) - before;
  }
  return { kind: 'rule', name: rule.name, fired, change };
}

/** A rule that names a band holds both up and down: one line. */
function merge(steps: readonly ScoreStep[]): ScoreStep {
  const [first, second] = steps;
  if (!first) throw new Error('a rule that neither caps nor floors');
  if (!second) return first;
  return { ...first, change: first.change.map((change, r) => change + (second.change[r] ?? 0)) };
}

/**
 * Puts the score that somebody set by hand in the place of the computed one, withheld or not, within the scale and on its step.
 *
 * @param score ticks, changed in place
 */
export function applyOverride(
  card: CompiledScorecard,
  features: FeatureColumns,
  score: Int32Array,
): ScoreStep | null {
  const { override } = card.card;
  if (!override) return null;
  const wanted = numbersOf(features, override.score);
  const fired = new Uint8Array(score.length);
  const change = new Int32Array(score.length);
  for (let r = 0; r < score.length; r++) {
    const points = wanted[r] ?? Number.NaN;
    if (Number.isNaN(points)) continue;
    const before = score[r] ?? WITHHELD;
    const steps = Math.floor((toTicks(points) - card.base) / card.step + 0.5);
    const after = card.base + Math.min(Math.max(steps * card.step, 0), card.range);
    fired[r] = 1;
    change[r] = after - (before === WITHHELD ? card.base : before);
    score[r] = after;
  }
  return { kind: 'override', name: 'override', fired, change };
}
