import type { PublishedColumn } from '../../../core/publish/published-table.ts';
import { qualified } from '../../../core/sql/quote.ts';
import { day, type TableInputs } from './table-inputs.ts';

/** Who the account is: the columns that scores and accounts share, and that let an analyst answer without a join. */
export const PROFILE_COLUMNS: readonly PublishedColumn[] = [
  { name: 'account_name', type: 'varchar', description: 'Name of the account.' },
  { name: 'owner', type: 'varchar', description: 'Who looks after the account, by name or id.' },
  { name: 'segment', type: 'varchar', description: 'Segment of the account.' },
  {
    name: 'lifecycle_stage',
    type: 'varchar',
    description: 'Where the account stands in its life as a customer.',
  },
  { name: 'arr', type: 'decimal(18,2)', description: 'Annual recurring revenue.', unit: 'currency' },
  { name: 'currency', type: 'varchar', description: 'ISO 4217 code of the currency of arr.' },
  { name: 'renewal_date', type: 'date', description: 'The next contract end; null if there is none.' },
  {
    name: 'days_to_renewal',
    type: 'integer',
    description: 'Days from as_of to renewal_date; negative once it has passed.',
    unit: 'days',
  },
];

/** A SELECT of account_id, as_of and the profile's columns for the dates that `where` picks, one row per account and date. */
export function profileQuery(inputs: TableInputs, where = `as_of = ${day(inputs)}`): string {
  return `
    select
      account_id,
      as_of,
      account_name,
      owner,
      segment,
      lifecycle_stage,
      cast(arr_cents * cast(0.01 as decimal(3, 2)) as decimal(18, 2)) as arr,
      currency,
      renewal_date,
      cast(date_diff('day', as_of, renewal_date) as integer) as days_to_renewal,
    from ${qualified(`build.${inputs.profile}`)}
    where ${where}`;
}
