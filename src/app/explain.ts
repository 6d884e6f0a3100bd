import { addDays } from '../core/config/days.ts';
import type { Scorecard } from '../core/config/scorecard-schema.ts';
import type { ExplainedItem } from '../core/score/explain-account.ts';
import { explainChange } from '../core/score/explain-change.ts';
import { toTicks } from '../core/score/ticks.ts';
import { EXIT, fail } from '../errors.ts';
import type { AppContext, CommandResult } from './context.ts';
import type { FeatureEvidence } from './explain-evidence.ts';
import { findAccount } from './explain-find-account.ts';
import { type Labels, readLabels } from './explain-labels.ts';
import { type Parts, partsOf } from './explain-parts.ts';
import type { Reading, ScoreLine } from './explain-reading.ts';
import { Readings } from './explain-readings.ts';
import { type SetByHand, setByHandOf } from './explain-set-by-hand.ts';
import { linesAgain, Sides } from './explain-sides.ts';
import { explainText } from './explain-text.ts';
import { type Turn, turnsOf } from './explain-turns.ts';
import { type WayUpAnswer, wayUpOf } from './explain-way-up.ts';
import { withServing } from './serving.ts';

export interface ExplainOptions {
  /** An account's id or name. */
  readonly account: string;
  readonly score?: string | undefined;
  readonly asOf?: string | undefined;
  /** An earlier day that the score is compared with; 30 days before without it. */
  readonly from?: string | undefined;
  /** Also the raw rows behind the measures, from the build file. */
  readonly evidence?: boolean | undefined;
  /** Whether evidence shows columns that hold personal data. */
  readonly personal?: boolean | undefined;
}

export interface Explanation extends Reading {
  /** Every line that makes up the score; their points add up to it. */
  readonly items: readonly ScoreLine[];
  readonly change: ExplainedChange | null;
  /** Dimensions that went from one level to another, and when; the largest turn first. */
  readonly turns: readonly Turn[];
  readonly way_up: WayUpAnswer;
  /** Null where nobody has set the score by hand. */
  readonly set_by_hand: SetByHand | null;
  /** How the scorecard counts, and between which ends; null where it was not kept. */
  readonly scorecard: (Pick<Scorecard, 'arithmetic'> & Pick<Scorecard['scale'], 'min' | 'max'>) | null;
  /** Null where it was not asked for. */
  readonly evidence: readonly FeatureEvidence[] | null;
}

/** What one line gave before and after, in points. */
export interface ItemChange {
  readonly dimension: string | null;
  readonly item: string;
  readonly kind: ScoreLine['kind'];
  readonly before: number;
  readonly after: number;
  readonly change: number;
  readonly value_before: ScoreLine['raw_value'];
  readonly value_after: ScoreLine['raw_value'];
}

/** How the score came from an earlier reading to this one. */
export interface ExplainedChange {
  readonly since: string;
  readonly score: number | null;
  readonly band: string;
  readonly scorecard_version: number;
  /** Null where one of the two scores is withheld; the items' and the dimensions' changes add up to it. */
  readonly change: number | null;
  /** What moved it, in parts that add up to the change; null where what it was made from is not kept. */
  readonly parts: Parts | null;
  readonly dimensions: readonly { readonly dimension: string | null; readonly change: number }[];
  readonly items: readonly ItemChange[];
}

const LOOK_BACK_DAYS = 30;

/**
 * Why an account has its score: every measure and adjustment with its points, which add up to the score, and what moved
 * since the last reading 30 days before or earlier. Reads the serving file, so a run doesn't hinder it.
 * @throws HoldfastError unknownAccount, ambiguousAccount, noReading, nothingPublished.
 */
export async function explain(
  context: AppContext,
  options: ExplainOptions,
): Promise<CommandResult<Explanation>> {
  const { result, labels, card } = await fromServing(context, options);
  const evidence = options.evidence === true ? await behind(context, result, card, options) : null;
  const told = { ...result, evidence };
  return { exitCode: EXIT.done, result: told, text: explainText(told, labels) };
}

interface FromServing {
  readonly result: Omit<Explanation, 'evidence'>;
  readonly labels: Labels;
  /** Null where the serving file did not keep it. */
  readonly card: Scorecard | null;
}

function fromServing(context: AppContext, options: ExplainOptions): Promise<FromServing> {
  return withServing(context, async (serving) => {
    const readings = await Readings.open(serving, options.score);
    const account = await findAccount(serving, readings.score, options.account);
    const reading = await readings.at(account, options.asOf);
    const sides = await Sides.open(serving);
    const items = await linesOf(readings, sides, reading);
    assertAddsUp(reading, items);
    const earlier = await earlierReading(readings, reading, options.from);
    const change =
      earlier === null
        ? null
        : {
            ...changeSince(earlier, await linesOf(readings, sides, earlier), items),
            parts: await partsOf(sides, earlier, reading),
          };
    const card = await sides.card(reading);
    const scorecard = card && { arithmetic: card.arithmetic, min: card.scale.min, max: card.scale.max };
    const range = scorecard ? scorecard.max - scorecard.min : mostOf(items);
    const turns = await turnsOf(serving, reading, { from: options.from, range });
    const way_up = await wayUpOf(serving, sides, reading, { customerSafe: false });
    const set_by_hand = await setByHandOf(sides, reading, items);
    const result = { ...reading, items, change, turns, way_up, set_by_hand, scorecard };
    const labels = await readLabels(context, reading.score_name, reading.scorecard_version);
    return { result, labels, card };
  });
}

function mostOf(items: readonly ScoreLine[]): number {
  return items.reduce((sum, { max_points }) => sum + (max_points ?? 0), 0);
}

/** What stands behind the features of the score, those that cost most points first. */
async function behind(
  context: AppContext,
  { items, account_id, as_of }: FromServing['result'],
  card: Scorecard | null,
  { personal }: ExplainOptions,
): Promise<readonly FeatureEvidence[]> {
  const lost = (name: string) =>
    items
      .filter(({ item, kind }) => item === name && kind === 'measure')
      .reduce((sum, { points, max_points }) => sum + (max_points ?? 0) - (points ?? 0), 0);
  const measures = (card?.dimensions ?? []).flatMap((dimension) => dimension.measures);
  const models = [...measures]
    .sort((a, b) => lost(b.name) - lost(a.name) || (a.name < b.name ? -1 : 1))
    .map(({ feature }) => feature.split('.')[0] ?? '');
  const { evidenceOf } = await import('./explain-evidence.ts');
  return evidenceOf(context, [...new Set(models)], {
    account: account_id,
    asOf: as_of,
    personal: personal === true,
  });
}

/** On a day that is asked for the score that was shown then; else the last one a month before, by the same scorecard if there is one. */
function earlierReading(
  readings: Readings,
  reading: Reading,
  from: string | undefined,
): Promise<Reading | null> {
  return from === undefined
    ? readings.lastUntil(reading, addDays(reading.as_of, -LOOK_BACK_DAYS), 'calendar')
    : readings.lastUntil(reading, from, 'published');
}

/** The lines that make up a reading: as they are kept, or scored again from what it was made from. */
async function linesOf(readings: Readings, sides: Sides, reading: Reading): Promise<readonly ScoreLine[]> {
  const kept = await readings.lines(reading);
  if (kept.length > 0) return kept;
  const card = await sides.card(reading);
  const side = card === null ? null : await sides.of(reading, card);
  return side === null ? [] : linesAgain(side);
}

/** What is published must explain itself: a sum that is off by a tick is a defect, not a rounding. */
function assertAddsUp(reading: Reading, items: readonly ScoreLine[]): void {
  if (reading.score === null) return;
  const sum = items.reduce((ticks, { points }) => ticks + toTicks(points ?? 0), 0);
  if (sum === toTicks(reading.score)) return;
  const detail = `the points of ${reading.account_id} as of ${reading.as_of} add up to ${sum / 10_000}, not to ${reading.score}`;
  fail('defect', { detail });
}

function changeSince(
  earlier: Reading,
  before: readonly ScoreLine[],
  after: readonly ScoreLine[],
): Omit<ExplainedChange, 'parts'> {
  const change = explainChange(before.map(explainedItem), after.map(explainedItem));
  return {
    since: earlier.as_of,
    score: earlier.score,
    band: earlier.band,
    scorecard_version: earlier.scorecard_version,
    change: change?.change ?? null,
    dimensions: [...(change?.dimensions ?? [])]
      .map(([dimension, moved]) => ({ dimension, change: moved }))
      .sort((a, b) => Math.abs(b.change) - Math.abs(a.change)),
    items: (change?.items ?? []).map(({ valueBefore, valueAfter, ...item }) => ({
      ...item,
      value_before: valueBefore,
      value_after: valueAfter,
    })),
  };
}

/** What is published does not say how the missing have spread their weight, and a change of points does not ask. */
function explainedItem(line: ScoreLine): ExplainedItem {
  const { dimension, item, kind, weight, points, state } = line;
  return {
    ...{ dimension, item, kind, weight, points, state, weightInEffect: weight },
    ...{ rawValue: line.raw_value, scaledValue: line.scaled_value, maxPoints: line.max_points ?? 0 },
  };
}
