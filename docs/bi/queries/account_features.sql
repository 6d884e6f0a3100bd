-- Every feature of one account, with what it means. Here of the account with the lowest score: put an id of yours in its place.
with account as (
  select account_id from current_scores where score_name = 'health' order by score, account_id limit 1
),

one as (
  select cast(columns(* exclude (account_id, as_of, snapshot_id, snapshot_date)) as varchar)
  from current_features
  where account_id = (select account_id from account)
),

listed as (
  select * from one unpivot include nulls (value for feature in (*))
)

select
  (select account_id from account) as account_id,
  listed.feature,
  listed.value,
  described.comment as meaning
from listed
inner join duckdb_columns() as described
  on described.table_name = 'current_features' and described.column_name = listed.feature
order by listed.feature
