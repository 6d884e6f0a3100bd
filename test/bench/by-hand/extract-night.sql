-- A night by hand: new files of events, the only source that brings one every day. The runner has added them to meta.files and set
-- `new_files` (their paths on disk) and `new_ids`. A key that is there already wins; events of two hours count as neighbours.
create temp view r_events as from event_lines(getvariable('new_files'));
create temp table s_events as from typed_events('r_events');

create temp table contested as
select e.file_id, e.record, e.key, e.path, cast(null as varchar) as fault
from s_events as e where e.fault is null
union all
select r._file_id, r._record, r.event_id, f.path, null
from raw.product__events as r
inner join meta.files as f on f.file_id = r._file_id
where r.occurred_at >= (select min(occurred_at) from s_events where fault is null)
  and r.event_id in (select key from s_events where fault is null);
create temp table l_events as from losers('contested', 1);
insert into meta.rejects from rejected('raw.product__events', 's_events', 'l_events', 'event_id', 0);

insert into raw.product__events
select event_id, occurred_at, received_at, workspace_id, user_id, event_name, client_version, file_id, record, received_at
from good('s_events', 'l_events');

-- Days whose rollups must be built again.
create or replace table meta.touched_days as
select distinct cast(occurred_at as date) as day from raw.product__events where _file_id in (select unnest(getvariable('new_ids')));

insert into meta.ledger
with bad as (select path, count(*) as rejected from meta.rejects where path in (select path from s_events) group by path)
select
  f.* exclude (filename),
  coalesce(l.loaded, 0) + coalesce(b.rejected, 0), coalesce(l.loaded, 0), coalesce(b.rejected, 0), l.* exclude (file_id, loaded)
from meta.files as f
left join (from spans('raw.product__events', occurred_at)) as l using (file_id)
left join bad as b using (path)
where f.file_id in (select unnest(getvariable('new_ids')));
