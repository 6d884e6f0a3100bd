-- A count of things in another system: 0 where there are none, null where the account has no id there, because then nobody knows.
create or replace macro count_if_linked(link, n) as cast(case when link is not null then coalesce(n, 0) end as integer);
