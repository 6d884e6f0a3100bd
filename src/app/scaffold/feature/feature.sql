-- How it is computed, and what a null means: say it here. This one counts the rows of a history in the 90 days before the day;
-- put your own relation in place of the history, with when each row happened and when it could first be known. What comes from a
-- feed that may stop goes through covered(), as in active_days.sql, so that silence is no zero.
with spine as (
  select account_id, as_of from spine.account_as_of
),

history as (
  select account_id, live_from as happened_on, live_from as known_on
  from ${lifetimes}
),

counted as (
  select
    spine.account_id,
    spine.as_of,
    count(*) as rows_90d
  from spine
  inner join history
    on history.account_id = spine.account_id
    and history.happened_on >= days_before(spine.as_of, 90)
    and visible(history.happened_on, history.known_on, spine.as_of)
  group by spine.account_id, spine.as_of
)

select
  spine.account_id,
  spine.as_of,
  cast(coalesce(counted.rows_90d, 0) as integer) as ${name}_90d
from spine
left join counted on counted.account_id = spine.account_id and counted.as_of = spine.as_of
