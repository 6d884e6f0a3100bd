import type { Measure, Scorecard } from '../core/config/scorecard-schema.ts';
import { formatValue } from '../core/score/format-value.ts';
import { EXIT, fail } from '../errors.ts';
import type { AppContext, CommandResult } from './context.ts';
import type { ExplainOptions } from './explain.ts';
import { customerText } from './explain-customer-text.ts';
import { findAccount } from './explain-find-account.ts';
import type { ScoreLine } from './explain-reading.ts';
import { Readings } from './explain-readings.ts';
import { Sides } from './explain-sides.ts';
import { wayUpOf } from './explain-way-up.ts';
import { withServing } from './serving.ts';

/** What a customer may see of its own score: nothing internal, nothing about others, no words of ours about it. */
export interface CustomerExplanation {
  readonly account_name: string | null;
  readonly as_of: string;
  readonly score: number | null;
  readonly scale: { readonly min: number; readonly max: number };
  /** What counts, what could be gained most on top. */
  readonly measures: readonly CustomerMeasure[];
  /** The fewest changes that would lift the score a band; empty where there are none that a customer can make. */
  readonly next_steps: readonly { readonly label: string; readonly from: string; readonly to: string }[];
}

interface CustomerMeasure {
  readonly label: string;
  /** As it is written for people; null where it isn't known. */
  readonly value: string | null;
  /** 0 to 1: how much of what it can give it gives; null where it isn't known. */
  readonly reached: number | null;
  readonly advice: string | null;
}

/**
 * How an account gets a better score, in a form that may be shown to it. Measures that the scorecard calls internal, rules,
 * overrides, bands and reasons stay out, and so does every other customer.
 * @throws HoldfastError as `explain`, and noReading where the scorecard of the day was not kept.
 */
export function explainToCustomer(
  context: AppContext,
  options: ExplainOptions,
): Promise<CommandResult<CustomerExplanation>> {
  return withServing(context, async (serving) => {
    const readings = await Readings.open(serving, options.score);
    const account = await findAccount(serving, readings.score, options.account);
    const reading = await readings.at(account, options.asOf);
    const sides = await Sides.open(serving);
    const card = await sides.card(reading);
    if (card === null) {
      return fail('noReading', {
        detail: `the scorecard of ${reading.as_of} was not kept, so it can't be told what is internal`,
      });
    }
    const open = openMeasures(card);
    const way = await wayUpOf(serving, sides, reading, { customerSafe: true });
    const result: CustomerExplanation = {
      account_name: reading.account_name,
      as_of: reading.as_of,
      score: reading.score,
      scale: { min: card.scale.min, max: card.scale.max },
      measures: measuresOf(open, await readings.lines(reading)),
      next_steps: way.changes.flatMap(({ measure, from, to }) => {
        const spec = open.find(({ name }) => name === measure);
        return spec
          ? [{ label: spec.label, from: formatValue(from, spec.format), to: formatValue(to, spec.format) }]
          : [];
      }),
    };
    return { exitCode: EXIT.done, result, text: customerText(result) };
  });
}

function openMeasures({ dimensions }: Scorecard): Measure[] {
  return dimensions
    .flatMap(({ measures }) => measures)
    .filter(({ internal, weight }) => !internal && weight > 0);
}

function measuresOf(open: readonly Measure[], lines: readonly ScoreLine[]): CustomerMeasure[] {
  const found = open.map((measure) => {
    const line = lines.find(({ kind, item }) => kind === 'measure' && item === measure.name);
    const known = line?.state === 'present' ? line : undefined;
    const most = line?.max_points ?? 0;
    return {
      label: measure.label,
      value: known === undefined ? null : valueText(known.raw_value, measure),
      reached: known === undefined || most <= 0 ? null : (known.points ?? 0) / most,
      advice: measure.advice ?? null,
      open: known === undefined ? 0 : most - (known.points ?? 0),
    };
  });
  return found
    .sort((a, b) => b.open - a.open || (a.label < b.label ? -1 : 1))
    .map(({ open: _open, ...measure }) => measure);
}

function valueText(raw: ScoreLine['raw_value'], { format }: Measure): string | null {
  return typeof raw === 'number' ? formatValue(raw, format) : raw;
}
