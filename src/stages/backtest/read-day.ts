import { SPINE } from '../../core/plan/project-graph.ts';
import { literal, qualified } from '../../core/sql/quote.ts';
import type { Session } from '../../ports/warehouse.ts';
import { type FeatureSlot, featureQuery } from '../score/feature-slots.ts';
import { type PairFeatures, readFeatures } from '../score/read-features.ts';

/** Who the live accounts of a day are, in the order of their ids. */
export interface AccountsOfDay {
  readonly accounts: readonly string[];
  readonly names: readonly (string | null)[];
  /** A year, in whole units of the currency; NaN where unknown. */
  readonly arr: Float64Array;
  readonly currencies: readonly (string | null)[];
}

/** Reads the accounts of a day from the model that describes them. */
export async function readAccounts(session: Session, profile: string, asOf: string): Promise<AccountsOfDay> {
  const query = `select spine.account_id, profile.account_name, cast(profile.arr_cents as double) / 100, profile.currency
    from ${qualified(`build.${SPINE}`)} as spine
    left join ${qualified(`build.${profile}`)} as profile
      on profile.account_id = spine.account_id and profile.as_of = spine.as_of
    where spine.as_of = date ${literal(asOf)} order by spine.account_id`;
  const columns: unknown[][] = [[], [], [], []];
  for await (const chunk of session.read(query)) {
    for (const [i, column] of columns.entries())
      for (const value of chunk.columns[i] ?? []) column.push(value);
  }
  const [accounts = [], names = [], arr = [], currencies = []] = columns;
  return {
    accounts: accounts as string[],
    names: names as (string | null)[],
    arr: Float64Array.from(arr, (value) => (value as number | null) ?? Number.NaN),
    currencies: currencies as (string | null)[],
  };
}

/** The features of all live accounts of a day, in the order of their ids. */
export async function readDay(
  session: Session,
  slots: readonly FeatureSlot[],
  { asOf, rows }: { asOf: string; rows: number },
): Promise<PairFeatures> {
  const pairs = `select account_id, as_of from ${qualified(`build.${SPINE}`)} where as_of = date ${literal(asOf)}`;
  const query = `${featureQuery(slots, pairs, { keys: [], dates: [asOf] })} order by pairs.account_id`;
  return readFeatures(session, query, { rows, keys: [], slots });
}
