-- The group that the account belongs to: its head and all live accounts whose CRM entry names that head, or the account alone.
-- The group's use three ways, because they answer different questions: the mean over its accounts, the share of its accounts that
-- use half of their seats, and the share of its ARR that these stand for. From whole numbers, so that no order of adding matters.
with spine as (
  select account_id, as_of from spine.account_as_of
),

members as (
  select
    accounts.account_id,
    accounts.as_of,
    coalesce(accounts.parent_account_id, accounts.account_id) as group_account_id,
    coalesce(accounts.arr_cents, 0) as arr_cents,
    cast(round(1000000 * licences.share_seats_active_30d) as bigint) as active_ppm,
  from features.account_profile as accounts
  left join features.licence_utilisation as licences
    on licences.account_id = accounts.account_id and licences.as_of = accounts.as_of
),

groups as (
  select
    group_account_id,
    as_of,
    count(*) as accounts,
    count(active_ppm) as known,
    sum(arr_cents) as arr_cents,
    sum(active_ppm) as active_ppm,
    count(*) filter (where active_ppm >= 500000) as in_use,
    sum(arr_cents) filter (where active_ppm >= 500000) as arr_in_use,
    sum(arr_cents) filter (where active_ppm is not null) as arr_known,
  from members
  group by group_account_id, as_of
)

select
  spine.account_id,
  spine.as_of,
  members.group_account_id,
  cast(coalesce(groups.accounts, 0) as integer) as group_accounts,
  cast(groups.arr_cents as bigint) as group_arr_cents,
  ratio(members.arr_cents, groups.arr_cents) as share_of_group_arr,
  ratio(groups.active_ppm, 1000000 * groups.known) as group_mean_share_seats_active,
  ratio(groups.in_use, groups.known) as group_share_accounts_in_use,
  ratio(coalesce(groups.arr_in_use, 0), groups.arr_known) as group_share_arr_in_use,
from spine
left join members on members.account_id = spine.account_id and members.as_of = spine.as_of
left join groups on groups.group_account_id = members.group_account_id and groups.as_of = members.as_of
