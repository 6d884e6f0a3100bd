import type { Scorecard } from '../core/config/scorecard-schema.ts';
import type { CompiledScorecard } from '../core/score/compile-scorecard.ts';
import { compileVariants, splitByVariant } from '../core/score/compile-variants.ts';
import { explainAccount } from '../core/score/explain-account.ts';
import type { FeatureColumns } from '../core/score/feature-columns.ts';
import type { LearntByVariant } from '../core/score/learnt.ts';
import { scoreAccounts } from '../core/score/score-accounts.ts';
import { scoreItems } from '../core/score/score-items.ts';
import { identifier } from '../core/sql/quote.ts';
import type { Session } from '../ports/warehouse.ts';
import { inputName } from '../stages/publish/tables/score-inputs.ts';
import { type FeatureSlot, featureSlots } from '../stages/score/feature-slots.ts';
import type { Reading, ScoreLine } from './explain-reading.ts';

/** What accounts were scored from on one day, ready to be scored again. */
export interface Side {
  readonly card: Scorecard;
  /** The card, or the variant of it, that counts for the account. */
  readonly compiled: CompiledScorecard;
  /** The account alone: one row. */
  readonly features: FeatureColumns;
}

/** The lines of an account's score, scored again. */
export function linesAgain({ compiled, features }: Side): ScoreLine[] {
  const items = scoreItems(compiled, scoreAccounts(compiled, features));
  return explainAccount(items, features, 0).map((line) => ({
    ...{
      dimension: line.dimension,
      item: line.item,
      kind: line.kind,
      weight: line.weight,
      points: line.points,
    },
    ...{
      raw_value: line.rawValue,
      scaled_value: line.scaledValue,
      max_points: line.maxPoints,
      state: line.state,
    },
  }));
}

/** Scores again what the serving file keeps of past readings. */
export class Sides {
  readonly #serving: Session;
  readonly #tables: ReadonlySet<string>;
  readonly #columns: ReadonlySet<string>;

  private constructor(serving: Session, tables: ReadonlySet<string>, columns: ReadonlySet<string>) {
    this.#serving = serving;
    this.#tables = tables;
    this.#columns = columns;
  }

  static async open(serving: Session): Promise<Sides> {
    const found = await serving.rows<{ name: string; column: string }>(
      `select table_name as name, column_name as "column" from duckdb_columns() where database_name = 'serving'`,
    );
    const inputs = found.filter(({ name }) => name === 'score_inputs');
    return new Sides(
      serving,
      new Set(found.map(({ name }) => name)),
      new Set(inputs.map(({ column }) => column)),
    );
  }

  /** The scorecard that made a reading: of its snapshot, or the latest for a reading of the calendar; null where it was not kept. */
  async card(reading: Reading): Promise<Scorecard | null> {
    if (!this.#tables.has('scorecards')) return null;
    const day = reading.source === 'published' ? 'as_of = $2::date' : 'as_of >= $2::date';
    const [row] = await this.#serving.rows<{ scorecard: string }>(
      `select scorecard from scorecards where score_name = $1 and ${day} order by as_of desc limit 1`,
      [reading.score_name, reading.as_of],
    );
    return row === undefined ? null : (JSON.parse(row.scorecard) as Scorecard);
  }

  /**
   * One account as it was scored, with the columns of some more scorecards beside its own; null where the serving file has not
   * kept what they read.
   */
  async of(reading: Reading, card: Scorecard, others: readonly Scorecard[] = []): Promise<Side | null> {
    const features = await this.features([card, ...others], [reading.as_of], reading.account_id);
    if (features === null || features.rows !== 1) return null;
    const compiled = compileVariants(card, await this.#learnt(reading));
    const [part] = splitByVariant(compiled, features);
    return part === undefined ? null : { card, compiled: part.card, features };
  }

  /** What scorecards read on some days, of one account or of all that were there on each of them, by day and account. */
  async features(
    cards: readonly Scorecard[],
    days: readonly string[],
    account?: string,
  ): Promise<FeatureColumns | null> {
    const slots = cards.flatMap(featureSlots);
    if (slots.some((slot) => !this.#columns.has(inputName(slot)))) return null;
    const values = slots.map((slot, i) => `${identifier(inputName(slot))} as c${i}`);
    const list = days.map((_day, i) => `$${i + 1}::date`).join(', ');
    const only = account === undefined ? EVERY_DAY : `account_id = $${days.length + 1}`;
    const query = `select ${values.join(', ')} from score_inputs where as_of in (${list}) and ${only} order by as_of, account_id`;
    return columnsOf(this.#serving, slots, query, [...days, ...(account === undefined ? [] : [account])]);
  }

  async #learnt(reading: Reading): Promise<LearntByVariant | undefined> {
    if (!this.#tables.has('score_parameters')) return undefined;
    const rows = await this.#serving.rows<{ variant: string; parameters: string }>(
      'select variant, parameters from score_parameters where score_name = $1 and as_of = $2::date',
      [reading.score_name, reading.as_of],
    );
    if (rows.length === 0) return undefined;
    return Object.fromEntries(rows.map(({ variant, parameters }) => [variant, JSON.parse(parameters)]));
  }
}

/** Accounts that were there on the first and on the last of the days. */
const EVERY_DAY = `account_id in (
  select account_id from score_inputs where as_of = $1::date
  intersect select account_id from score_inputs where as_of = $2::date)`;

async function columnsOf(
  serving: Session,
  slots: readonly FeatureSlot[],
  query: string,
  params: readonly string[],
): Promise<FeatureColumns> {
  const cells: unknown[][] = slots.map(() => []);
  let rows = 0;
  for await (const chunk of serving.read(query, params)) {
    for (const [i, column] of cells.entries()) column.push(...(chunk.columns[i] ?? []));
    rows += chunk.rows;
  }
  const numbers = new Map<string, Float64Array>();
  const texts = new Map<string, (string | null)[]>();
  for (const [i, { feature, reads }] of slots.entries()) {
    const column = cells[i] ?? [];
    if (reads === 'text') texts.set(feature, column as (string | null)[]);
    else
      numbers.set(
        feature,
        Float64Array.from(column, (value) => (value === null ? Number.NaN : Number(value))),
      );
  }
  return { rows, numbers, texts };
}
