import type { PublishedTable } from '../../../core/publish/published-table.ts';
import { literal } from '../../../core/sql/quote.ts';
import { PROFILE_COLUMNS, profileQuery } from './profile-columns.ts';
import { ACCOUNT_ID, AS_OF, SNAPSHOT_ID, type TableInputs } from './table-inputs.ts';

/** Every account that was live on the date, scored or not. */
export function accountsTable(inputs: TableInputs): PublishedTable {
  const columns = [ACCOUNT_ID, AS_OF, ...PROFILE_COLUMNS, SNAPSHOT_ID];
  return {
    name: 'accounts',
    description: 'One row per account that was live on the date.',
    key: ['account_id', 'as_of'],
    columns,
    query: `
  with
  profile as (${profileQuery(inputs)}
  )
  select *, ${literal(inputs.snapshotId)} as snapshot_id from profile`,
  };
}
