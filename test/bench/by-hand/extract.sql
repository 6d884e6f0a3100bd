-- Extract by hand: every export read and typed, bad rows put aside, one row a key, full exports kept as history.
-- Before it the runner has filled meta.files (file_id, path, filename, size, modified_ms, sha256, file_date) and set the variable
-- `exports`. Where a key comes twice, file_id (files by date, then path) and record decide which row counts.
create schema raw;

create table meta.rejects (
  source varchar, path varchar, record bigint, line bigint, column_name varchar, value varchar, reason varchar, detail varchar
);

create macro export(pattern) as getvariable('exports') || '/' || pattern;

-- What is wrong with a row first; null for a good row.
create macro fault(name, value, reason) as {'name': name, 'value': value, 'reason': reason};
create macro missing(name, value) as case when value is null then fault(name, cast(null as varchar), 'missing_required') end;
create macro mistyped(name, value, typed) as case when value is not null and typed is null then fault(name, value, 'bad_type') end;
create macro outside(name, value, is_outside) as case when is_outside then fault(name, value, 'out_of_range') end;

-- Texts to types. A cast alone would round 2.5 to an integer.
create macro whole(value) as case when not contains(value, '.') then try_cast(value as integer) end;
create macro day(value) as cast(try_strptime(value, '%d/%m/%Y') as date);
create macro amount(value) as try_cast(replace(replace(value, '.', ''), ',', '.') as decimal(14, 2));
create macro instant(value) as try_cast(value as timestamp);
create macro iso_day(value) as case when length(value) <= 10 then try_cast(value as date) end;
create macro money(value) as try_cast(value as decimal(14, 2));
create macro berlin(value) as timezone('UTC', timezone('Europe/Berlin', try_cast(value as timestamp)));

-- Lines as they are: the delimiter is a character that JSON can't hold.
create macro lines(files) as table
  select line, filename from read_csv(
    files, columns = {'line': 'varchar'}, auto_detect = false, header = false, delim = chr(1), quote = '', escape = '', filename = true
  );

-- Rows of a reader with their file and their number in it.
create macro numbered(reader) as table
  select r.* exclude (filename, nr), f.file_id, f.path, f.file_date, r.nr - min(r.nr) over (partition by f.file_id) + 1 as record
  from query_table(reader) as r
  inner join meta.files as f using (filename);

-- Rows of a stage that lose their key, and to which row; `sign` is 1 where the first row counts and -1 where the last does.
create macro losers(stage, sign) as table
  with contested as (
    select file_id, record, key, path from query_table(stage)
    where fault is null and key in (select key from query_table(stage) where fault is null group by key having count(*) > 1)
  ),
  ranked as (
    select *, first(path) over best as winner_path, first(record) over best as winner_record, row_number() over best as place
    from contested
    window best as (partition by key order by sign * file_id, sign * record)
  )
  select file_id, record, key, path, winner_path, winner_record from ranked where place > 1;

create macro rejected(source, stage, losers, key_name, header) as table
  select source, path, record, record + header, fault.name, substr(fault.value, 1, 200), fault.reason, null
  from query_table(stage) where fault is not null
  union all
  select source, path, record, record + header, key_name, cast(key as varchar), 'duplicate_key', 'kept: ' || winner_path || ' record ' || winner_record
  from query_table(losers);

create macro good(stage, losers) as table
  select * from query_table(stage) as s
  where fault is null and not exists (select 1 from query_table(losers) as l where l.file_id = s.file_id and l.record = s.record);

-- billing: semicolons, decimal commas, 31/12/2025
create temp view r_subscriptions as
select *, row_number() over () as nr
from read_csv(
  export('billing/subscriptions_*.csv'), delim = ';', header = true, auto_detect = false, filename = true,
  columns = {'event_id': 'varchar', 'customer_id': 'varchar', 'subscription_id': 'varchar', 'event_type': 'varchar', 'effective_on': 'varchar', 'recorded_on': 'varchar', 'plan': 'varchar', 'seats': 'varchar', 'annual_amount': 'varchar', 'currency': 'varchar', 'term_months': 'varchar', 'term_start': 'varchar', 'term_end': 'varchar'}
);
create temp table s_subscriptions as
with typed as (
  select
    r.event_id,
    r.customer_id,
    r.subscription_id,
    r.event_type,
    day(r.effective_on) as effective_on,
    day(r.recorded_on) as recorded_on,
    r.plan,
    whole(r.seats) as seats,
    amount(r.annual_amount) as annual_amount,
    r.currency,
    whole(r.term_months) as term_months,
    day(r.term_start) as term_start,
    day(r.term_end) as term_end,
    r.file_id, r.path, r.file_date, r.record, r
  from numbered(r_subscriptions) as r
)
select
  * exclude (r), event_id as key,
  coalesce(
    missing('event_id', r.event_id),
    missing('customer_id', r.customer_id),
    missing('event_type', r.event_type),
    missing('effective_on', r.effective_on),
    mistyped('effective_on', r.effective_on, effective_on),
    missing('recorded_on', r.recorded_on),
    mistyped('recorded_on', r.recorded_on, recorded_on),
    missing('seats', r.seats),
    mistyped('seats', r.seats, seats),
    outside('seats', r.seats, seats < 0),
    missing('annual_amount', r.annual_amount),
    mistyped('annual_amount', r.annual_amount, annual_amount),
    outside('annual_amount', r.annual_amount, annual_amount < 0),
    mistyped('term_months', r.term_months, term_months),
    outside('term_months', r.term_months, term_months < 1),
    mistyped('term_start', r.term_start, term_start),
    mistyped('term_end', r.term_end, term_end)
  ) as fault
from typed;
create temp table l_subscriptions as from losers('s_subscriptions', 1);
insert into meta.rejects from rejected('raw.billing__subscriptions', 's_subscriptions', 'l_subscriptions', 'event_id', 1);
create table raw.billing__subscriptions as
select * exclude (path, file_date, record, key, fault, file_id), file_id as _file_id, record as _record, cast(recorded_on as timestamp) as _known_at
from good('s_subscriptions', 'l_subscriptions');

create temp view r_invoices as
select *, row_number() over () as nr
from read_csv(
  export('billing/invoices_*.csv'), delim = ';', header = true, auto_detect = false, filename = true,
  columns = {'invoice_id': 'varchar', 'customer_id': 'varchar', 'issued_on': 'varchar', 'due_on': 'varchar', 'paid_on': 'varchar', 'amount': 'varchar', 'currency': 'varchar', 'status': 'varchar'}
);
create temp table s_invoices as
with typed as (
  select
    r.invoice_id,
    r.customer_id,
    day(r.issued_on) as issued_on,
    day(r.due_on) as due_on,
    day(r.paid_on) as paid_on,
    amount(r.amount) as amount,
    r.currency,
    r.status,
    r.file_id, r.path, r.file_date, r.record, r
  from numbered(r_invoices) as r
)
select
  * exclude (r), invoice_id as key,
  coalesce(
    missing('invoice_id', r.invoice_id),
    missing('customer_id', r.customer_id),
    missing('issued_on', r.issued_on),
    mistyped('issued_on', r.issued_on, issued_on),
    missing('due_on', r.due_on),
    mistyped('due_on', r.due_on, due_on),
    mistyped('paid_on', r.paid_on, paid_on),
    missing('amount', r.amount),
    mistyped('amount', r.amount, amount),
    outside('amount', r.amount, amount < 0)
  ) as fault
from typed;
create temp table l_invoices as from losers('s_invoices', -1);
insert into meta.rejects from rejected('raw.billing__invoices', 's_invoices', 'l_invoices', 'invoice_id', 1);
create table raw.billing__invoices as
select * exclude (path, file_date, record, key, fault, file_id), file_id as _file_id, record as _record, cast(issued_on as timestamp) as _known_at
from good('s_invoices', 'l_invoices');

create temp view r_payments as
select *, row_number() over () as nr
from read_csv(
  export('billing/payments_*.csv'), delim = ';', header = true, auto_detect = false, filename = true,
  columns = {'payment_id': 'varchar', 'invoice_id': 'varchar', 'customer_id': 'varchar', 'paid_on': 'varchar', 'amount': 'varchar', 'currency': 'varchar', 'method': 'varchar'}
);
create temp table s_payments as
with typed as (
  select
    r.payment_id,
    r.invoice_id,
    r.customer_id,
    day(r.paid_on) as paid_on,
    amount(r.amount) as amount,
    r.currency,
    r.method,
    r.file_id, r.path, r.file_date, r.record, r
  from numbered(r_payments) as r
)
select
  * exclude (r), payment_id as key,
  coalesce(
    missing('payment_id', r.payment_id),
    missing('invoice_id', r.invoice_id),
    missing('customer_id', r.customer_id),
    missing('paid_on', r.paid_on),
    mistyped('paid_on', r.paid_on, paid_on),
    missing('amount', r.amount),
    mistyped('amount', r.amount, amount),
    outside('amount', r.amount, amount < 0)
  ) as fault
from typed;
create temp table l_payments as from losers('s_payments', 1);
insert into meta.rejects from rejected('raw.billing__payments', 's_payments', 'l_payments', 'payment_id', 1);
create table raw.billing__payments as
select * exclude (path, file_date, record, key, fault, file_id), file_id as _file_id, record as _record, cast(paid_on as timestamp) as _known_at
from good('s_payments', 'l_payments');

-- crm: JSON lines and CSV
create temp view r_renewals as
select json_transform(case when json_valid(line) then line end, '{"renewal_id": "VARCHAR", "account_id": "VARCHAR", "term_start": "VARCHAR", "contract_end": "VARCHAR", "term_months": "VARCHAR", "stage": "VARCHAR", "notice_at": "VARCHAR", "closed_at": "VARCHAR", "arr_before": "VARCHAR", "arr_after": "VARCHAR", "currency": "VARCHAR", "loss_reason": "VARCHAR"}') as j, line, filename, row_number() over () as nr
from lines(export('crm/renewals_*.jsonl')) where trim(line) <> '';
create temp table s_renewals as
with typed as (
  select
    r.j.renewal_id,
    r.j.account_id,
    iso_day(r.j.term_start) as term_start,
    iso_day(r.j.contract_end) as contract_end,
    whole(r.j.term_months) as term_months,
    r.j.stage,
    instant(r.j.notice_at) as notice_at,
    instant(r.j.closed_at) as closed_at,
    money(r.j.arr_before) as arr_before,
    money(r.j.arr_after) as arr_after,
    r.j.currency,
    r.j.loss_reason,
    r.file_id, r.path, r.file_date, r.record, r
  from numbered(r_renewals) as r
)
select
  * exclude (r), renewal_id as key,
  coalesce(
    case when r.j is null then fault(cast(null as varchar), r.line, 'malformed_json') end,
    missing('renewal_id', r.j.renewal_id),
    missing('account_id', r.j.account_id),
    missing('term_start', r.j.term_start),
    mistyped('term_start', r.j.term_start, term_start),
    missing('contract_end', r.j.contract_end),
    mistyped('contract_end', r.j.contract_end, contract_end),
    mistyped('term_months', r.j.term_months, term_months),
    outside('term_months', r.j.term_months, term_months < 1),
    missing('stage', r.j.stage),
    mistyped('notice_at', r.j.notice_at, notice_at),
    missing('closed_at', r.j.closed_at),
    mistyped('closed_at', r.j.closed_at, closed_at),
    mistyped('arr_before', r.j.arr_before, arr_before),
    outside('arr_before', r.j.arr_before, arr_before < 0),
    mistyped('arr_after', r.j.arr_after, arr_after),
    outside('arr_after', r.j.arr_after, arr_after < 0)
  ) as fault
from typed;
create temp table l_renewals as from losers('s_renewals', 1);
insert into meta.rejects from rejected('raw.crm__renewals', 's_renewals', 'l_renewals', 'renewal_id', 0);
create table raw.crm__renewals as
select * exclude (path, file_date, record, key, fault, file_id), file_id as _file_id, record as _record, closed_at as _known_at
from good('s_renewals', 'l_renewals');

create temp view r_touchpoints as
select json_transform(case when json_valid(line) then line end, '{"touchpoint_id": "VARCHAR", "account_id": "VARCHAR", "contact_id": "VARCHAR", "kind": "VARCHAR", "occurred_at": "VARCHAR", "logged_at": "VARCHAR", "duration_minutes": "VARCHAR"}') as j, line, filename, row_number() over () as nr
from lines(export('crm/touchpoints_*.jsonl')) where trim(line) <> '';
create temp table s_touchpoints as
with typed as (
  select
    r.j.touchpoint_id,
    r.j.account_id,
    r.j.contact_id,
    r.j.kind,
    berlin(r.j.occurred_at) as occurred_at,
    berlin(r.j.logged_at) as logged_at,
    whole(r.j.duration_minutes) as duration_minutes,
    r.file_id, r.path, r.file_date, r.record, r
  from numbered(r_touchpoints) as r
)
select
  * exclude (r), touchpoint_id as key,
  coalesce(
    case when r.j is null then fault(cast(null as varchar), r.line, 'malformed_json') end,
    missing('touchpoint_id', r.j.touchpoint_id),
    missing('account_id', r.j.account_id),
    missing('kind', r.j.kind),
    missing('occurred_at', r.j.occurred_at),
    mistyped('occurred_at', r.j.occurred_at, occurred_at),
    missing('logged_at', r.j.logged_at),
    mistyped('logged_at', r.j.logged_at, logged_at),
    mistyped('duration_minutes', r.j.duration_minutes, duration_minutes),
    outside('duration_minutes', r.j.duration_minutes, duration_minutes < 0)
  ) as fault
from typed;
create temp table l_touchpoints as from losers('s_touchpoints', 1);
insert into meta.rejects from rejected('raw.crm__touchpoints', 's_touchpoints', 'l_touchpoints', 'touchpoint_id', 0);
create table raw.crm__touchpoints as
select * exclude (path, file_date, record, key, fault, file_id), file_id as _file_id, record as _record, logged_at as _known_at
from good('s_touchpoints', 'l_touchpoints');

create temp view r_pulse as
select *, row_number() over () as nr
from read_csv(
  export('crm/pulse_*.csv'), header = true, auto_detect = false, filename = true,
  columns = {'pulse_id': 'varchar', 'account_id': 'varchar', 'author': 'varchar', 'rating': 'varchar', 'noted_at': 'varchar', 'expires_on': 'varchar'}
);
create temp table s_pulse as
with typed as (
  select
    r.pulse_id,
    r.account_id,
    r.author,
    whole(r.rating) as rating,
    instant(r.noted_at) as noted_at,
    iso_day(r.expires_on) as expires_on,
    r.file_id, r.path, r.file_date, r.record, r
  from numbered(r_pulse) as r
)
select
  * exclude (r), pulse_id as key,
  coalesce(
    missing('pulse_id', r.pulse_id),
    missing('account_id', r.account_id),
    missing('rating', r.rating),
    mistyped('rating', r.rating, rating),
    outside('rating', r.rating, rating < 1 or rating > 5),
    missing('noted_at', r.noted_at),
    mistyped('noted_at', r.noted_at, noted_at),
    mistyped('expires_on', r.expires_on, expires_on)
  ) as fault
from typed;
create temp table l_pulse as from losers('s_pulse', 1);
insert into meta.rejects from rejected('raw.crm__pulse', 's_pulse', 'l_pulse', 'pulse_id', 1);
create table raw.crm__pulse as
select * exclude (path, file_date, record, key, fault, file_id), file_id as _file_id, record as _record, noted_at as _known_at
from good('s_pulse', 'l_pulse');

-- marketing
create temp view r_campaigns as
select *, row_number() over () as nr
from read_csv(
  export('marketing/campaigns_*.csv'), header = true, auto_detect = false, filename = true,
  columns = {'send_id': 'varchar', 'account_id': 'varchar', 'campaign': 'varchar', 'measured_at': 'varchar', 'emails_sent': 'varchar', 'marketing_emails_opened': 'varchar'}
);
create temp table s_campaigns as
with typed as (
  select
    r.send_id,
    r.account_id,
    r.campaign,
    instant(r.measured_at) as measured_at,
    whole(r.emails_sent) as emails_sent,
    whole(r.marketing_emails_opened) as marketing_emails_opened,
    r.file_id, r.path, r.file_date, r.record, r
  from numbered(r_campaigns) as r
)
select
  * exclude (r), send_id as key,
  coalesce(
    missing('send_id', r.send_id),
    missing('account_id', r.account_id),
    missing('measured_at', r.measured_at),
    mistyped('measured_at', r.measured_at, measured_at),
    missing('emails_sent', r.emails_sent),
    mistyped('emails_sent', r.emails_sent, emails_sent),
    outside('emails_sent', r.emails_sent, emails_sent < 0),
    missing('marketing_emails_opened', r.marketing_emails_opened),
    mistyped('marketing_emails_opened', r.marketing_emails_opened, marketing_emails_opened),
    outside('marketing_emails_opened', r.marketing_emails_opened, marketing_emails_opened < 0)
  ) as fault
from typed;
create temp table l_campaigns as from losers('s_campaigns', 1);
insert into meta.rejects from rejected('raw.marketing__campaigns', 's_campaigns', 'l_campaigns', 'send_id', 1);
create table raw.marketing__campaigns as
select * exclude (path, file_date, record, key, fault, file_id), file_id as _file_id, record as _record, measured_at as _known_at
from good('s_campaigns', 'l_campaigns');

-- support: every month tells again how its tickets stand, the last one counts
create temp view r_tickets as
select json_transform(case when json_valid(line) then line end, '{"ticket_id": "VARCHAR", "org_id": "VARCHAR", "severity": "VARCHAR", "topic": "VARCHAR", "opened_at": "VARCHAR", "first_response_at": "VARCHAR", "escalated_at": "VARCHAR", "reopened_at": "VARCHAR", "resolved_at": "VARCHAR", "csat_score": "VARCHAR", "csat_at": "VARCHAR"}') as j, line, filename, row_number() over () as nr
from lines(export('support/tickets_*.jsonl')) where trim(line) <> '';
create temp table s_tickets as
with typed as (
  select
    r.j.ticket_id,
    whole(r.j.org_id) as org_id,
    r.j.severity,
    r.j.topic,
    instant(r.j.opened_at) as opened_at,
    instant(r.j.first_response_at) as first_response_at,
    instant(r.j.escalated_at) as escalated_at,
    instant(r.j.reopened_at) as reopened_at,
    instant(r.j.resolved_at) as resolved_at,
    whole(r.j.csat_score) as csat_score,
    instant(r.j.csat_at) as csat_at,
    r.file_id, r.path, r.file_date, r.record, r
  from numbered(r_tickets) as r
)
select
  * exclude (r), ticket_id as key,
  coalesce(
    case when r.j is null then fault(cast(null as varchar), r.line, 'malformed_json') end,
    missing('ticket_id', r.j.ticket_id),
    missing('org_id', r.j.org_id),
    mistyped('org_id', r.j.org_id, org_id),
    missing('severity', r.j.severity),
    missing('opened_at', r.j.opened_at),
    mistyped('opened_at', r.j.opened_at, opened_at),
    mistyped('first_response_at', r.j.first_response_at, first_response_at),
    mistyped('escalated_at', r.j.escalated_at, escalated_at),
    mistyped('reopened_at', r.j.reopened_at, reopened_at),
    mistyped('resolved_at', r.j.resolved_at, resolved_at),
    mistyped('csat_score', r.j.csat_score, csat_score),
    outside('csat_score', r.j.csat_score, csat_score < 1 or csat_score > 5),
    mistyped('csat_at', r.j.csat_at, csat_at)
  ) as fault
from typed;
create temp table l_tickets as from losers('s_tickets', -1);
insert into meta.rejects from rejected('raw.support__tickets', 's_tickets', 'l_tickets', 'ticket_id', 0);
create table raw.support__tickets as
select * exclude (path, file_date, record, key, fault, file_id), file_id as _file_id, record as _record, opened_at as _known_at
from good('s_tickets', 'l_tickets');

-- surveys: an answer is known when its file came
create temp view r_nps as
select *, row_number() over () as nr
from read_csv(
  export('surveys/nps_*.csv'), header = true, auto_detect = false, filename = true,
  columns = {'response_id': 'varchar', 'workspace_id': 'varchar', 'user_id': 'varchar', 'score': 'varchar', 'responded_at': 'varchar'}
);
create temp table s_nps as
with typed as (
  select
    r.response_id,
    r.workspace_id,
    r.user_id,
    whole(r.score) as score,
    instant(r.responded_at) as responded_at,
    r.file_id, r.path, r.file_date, r.record, r
  from numbered(r_nps) as r
)
select
  * exclude (r), response_id as key,
  coalesce(
    missing('response_id', r.response_id),
    missing('workspace_id', r.workspace_id),
    missing('score', r.score),
    mistyped('score', r.score, score),
    outside('score', r.score, score < 0 or score > 10),
    missing('responded_at', r.responded_at),
    mistyped('responded_at', r.responded_at, responded_at)
  ) as fault
from typed;
create temp table l_nps as from losers('s_nps', 1);
insert into meta.rejects from rejected('raw.surveys__nps', 's_nps', 'l_nps', 'response_id', 1);
create table raw.surveys__nps as
select * exclude (path, file_date, record, key, fault, file_id), file_id as _file_id, record as _record, greatest(responded_at, cast(file_date as timestamp)) as _known_at
from good('s_nps', 'l_nps');

create temp view r_csat as
select *, row_number() over () as nr
from read_csv(
  export('surveys/csat_*.csv'), header = true, auto_detect = false, filename = true,
  columns = {'response_id': 'varchar', 'workspace_id': 'varchar', 'user_id': 'varchar', 'score': 'varchar', 'responded_at': 'varchar'}
);
create temp table s_csat as
with typed as (
  select
    r.response_id,
    r.workspace_id,
    r.user_id,
    whole(r.score) as score,
    instant(r.responded_at) as responded_at,
    r.file_id, r.path, r.file_date, r.record, r
  from numbered(r_csat) as r
)
select
  * exclude (r), response_id as key,
  coalesce(
    missing('response_id', r.response_id),
    missing('workspace_id', r.workspace_id),
    missing('score', r.score),
    mistyped('score', r.score, score),
    outside('score', r.score, score < 1 or score > 5),
    missing('responded_at', r.responded_at),
    mistyped('responded_at', r.responded_at, responded_at)
  ) as fault
from typed;
create temp table l_csat as from losers('s_csat', 1);
insert into meta.rejects from rejected('raw.surveys__csat', 's_csat', 'l_csat', 'response_id', 1);
create table raw.surveys__csat as
select * exclude (path, file_date, record, key, fault, file_id), file_id as _file_id, record as _record, responded_at as _known_at
from good('s_csat', 'l_csat');

-- product: users of a half-year come again when they are deactivated
create temp view r_users as
select *, row_number() over () as nr
from read_csv(
  export('product/users_*.csv'), header = true, auto_detect = false, filename = true,
  columns = {'user_id': 'varchar', 'workspace_id': 'varchar', 'email': 'varchar', 'user_role': 'varchar', 'created_at': 'varchar', 'deactivated_at': 'varchar'}
);
create temp table s_users as
with typed as (
  select
    r.user_id,
    r.workspace_id,
    r.email,
    r.user_role,
    instant(r.created_at) as created_at,
    instant(r.deactivated_at) as deactivated_at,
    r.file_id, r.path, r.file_date, r.record, r
  from numbered(r_users) as r
)
select
  * exclude (r), user_id as key,
  coalesce(
    missing('user_id', r.user_id),
    missing('workspace_id', r.workspace_id),
    missing('created_at', r.created_at),
    mistyped('created_at', r.created_at, created_at),
    mistyped('deactivated_at', r.deactivated_at, deactivated_at)
  ) as fault
from typed;
create temp table l_users as from losers('s_users', -1);
insert into meta.rejects from rejected('raw.product__users', 's_users', 'l_users', 'user_id', 1);
create table raw.product__users as
select * exclude (path, file_date, record, key, fault, file_id), file_id as _file_id, record as _record, created_at as _known_at
from good('s_users', 'l_users');

-- product: events, the bulk of all. A Parquet archive a month, typed already; JSON lines a day of the last month. They go straight
-- into their table, and what is bad or beaten is taken out of it: cheaper than writing them twice.
create table raw.product__events as
select
  event_id, occurred_at, received_at, workspace_id, user_id, event_name, client_version,
  file_id as _file_id, file_row_number + 1 as _record, received_at as _known_at
from read_parquet(export('product/events_*.parquet'), union_by_name = true, filename = true, file_row_number = true)
inner join meta.files using (filename);

create macro event_lines(files) as table
  select
    json_transform(
      case when json_valid(line) then line end,
      '{"event_id": "VARCHAR", "occurred_at": "VARCHAR", "received_at": "VARCHAR", "workspace_id": "VARCHAR", "user_id": "VARCHAR", "event_name": "VARCHAR", "client_version": "VARCHAR"}'
    ) as j,
    line, filename, row_number() over () as nr
  from lines(files) where trim(line) <> '';
create macro typed_events(reader) as table
  with typed as (
    select
      try_cast(r.j.event_id as bigint) as event_id,
      instant(r.j.occurred_at) as occurred_at,
      instant(r.j.received_at) as received_at,
      r.j.workspace_id,
      r.j.user_id,
      r.j.event_name,
      r.j.client_version,
      r.file_id, r.path, r.record, r
    from numbered(reader) as r
  )
  select
    * exclude (r), event_id as key,
    coalesce(
      case when r.j is null then fault(cast(null as varchar), r.line, 'malformed_json') end,
      missing('event_id', r.j.event_id),
      mistyped('event_id', r.j.event_id, event_id),
      missing('occurred_at', r.j.occurred_at),
      mistyped('occurred_at', r.j.occurred_at, occurred_at),
      missing('received_at', r.j.received_at),
      mistyped('received_at', r.j.received_at, received_at),
      missing('workspace_id', r.j.workspace_id),
      missing('user_id', r.j.user_id),
      missing('event_name', r.j.event_name)
    ) as fault
  from typed;

create temp view r_events as from event_lines(export('product/events_*.jsonl.gz'));
create temp table s_events as from typed_events('r_events');
insert into meta.rejects
select 'raw.product__events', path, record, record, fault.name, substr(fault.value, 1, 200), fault.reason, null from s_events where fault is not null;
insert into raw.product__events
select event_id, occurred_at, received_at, workspace_id, user_id, event_name, client_version, file_id, record, received_at from s_events where fault is null;

create temp table bad_events as
select rowid as ref, _file_id as file_id, _record as record, coalesce(
  missing('event_id', event_id), missing('occurred_at', occurred_at), missing('received_at', received_at),
  missing('workspace_id', workspace_id), missing('user_id', user_id), missing('event_name', event_name)
) as fault
from raw.product__events
where event_id is null or occurred_at is null or received_at is null or workspace_id is null or user_id is null or event_name is null;
create temp table contested_events as
with twice as (select event_id from raw.product__events group by event_id having count(*) > 1)
select e.rowid as ref, e._file_id as file_id, e._record as record, e.event_id as key, f.path, cast(null as varchar) as fault
from raw.product__events as e inner join twice using (event_id) inner join meta.files as f on f.file_id = e._file_id;
create temp table l_events as from losers('contested_events', 1);
insert into meta.rejects
select 'raw.product__events', f.path, b.record, null, b.fault.name, b.fault.value, b.fault.reason, null
from bad_events as b inner join meta.files as f using (file_id)
union all
select 'raw.product__events', path, record, case when path like '%.jsonl.gz' then record end, 'event_id', cast(key as varchar), 'duplicate_key',
  'kept: ' || winner_path || ' record ' || winner_record
from l_events;
delete from raw.product__events where rowid in (
  select ref from bad_events union all select ref from contested_events inner join l_events using (file_id, record)
);

-- crm: accounts and contacts, full exports by date. A row of history is a stretch of exports that showed an entity alike.
create macro history(stage) as table
  with days as (
    select file_date as day, lag(file_date) over (order by file_date) as day_before, lead(file_date) over (order by file_date) as day_after
    from (select distinct file_date from query_table(stage))
  ),
  marked as (
    select s.*, d.day_after,
      case when lag(s.file_date) over by_key is not distinct from d.day_before and lag(s.content) over by_key = s.content then 0 else 1 end as starts
    from query_table(stage) as s inner join days as d on d.day = s.file_date
    window by_key as (partition by s.key order by s.file_date)
  )
  select * exclude (content, starts), sum(starts) over (partition by key order by file_date) as stretch from marked;
create macro stretches(stage) as table
  select * exclude (key, stretch)
  from (
    select * exclude (file_date, day_after), min(file_date) as valid_from, nullif(max(coalesce(day_after, date '9999-12-31')), date '9999-12-31') as valid_to
    from history(stage) group by all
  );

create temp view r_accounts as
select *, row_number() over () as nr
from read_csv(
  export('crm/accounts_*.csv'), header = true, auto_detect = false, filename = true, null_padding = true,
  columns = {'account_id': 'varchar', 'account_name': 'varchar', 'segment': 'varchar', 'industry': 'varchar', 'employees': 'varchar', 'owner': 'varchar', 'status': 'varchar', 'churn_reason': 'varchar', 'signed_on': 'varchar', 'go_live_on': 'varchar', 'contract_start': 'varchar', 'renewal_date': 'varchar', 'contract_term_months': 'varchar', 'arr': 'varchar', 'currency': 'varchar', 'agreed_touch_days': 'varchar', 'billing_customer_id': 'varchar', 'workspace_id': 'varchar', 'support_org_id': 'varchar', 'office_floor': 'varchar', 'parent_account_id': 'varchar', 'sales_region': 'varchar'}
);
create temp table s_accounts as
with typed as (
  select
    r.account_id, r.account_name, r.segment, r.industry,
    whole(r.employees) as employees,
    r.owner, r.status, r.churn_reason,
    iso_day(r.signed_on) as signed_on,
    iso_day(r.go_live_on) as go_live_on,
    iso_day(r.contract_start) as contract_start,
    iso_day(r.renewal_date) as renewal_date,
    whole(r.contract_term_months) as contract_term_months,
    money(r.arr) as arr,
    r.currency,
    whole(r.agreed_touch_days) as agreed_touch_days,
    r.billing_customer_id, r.workspace_id,
    whole(r.support_org_id) as support_org_id,
    whole(r.office_floor) as office_floor,
    r.parent_account_id,
    r.sales_region,
    r.file_id, r.path, r.file_date, r.record, r
  from numbered(r_accounts) as r
)
select
  * exclude (r), account_id || ' ' || file_date as key,
  coalesce(
    missing('account_id', r.account_id),
    missing('account_name', r.account_name),
    missing('segment', r.segment),
    mistyped('employees', r.employees, employees),
    outside('employees', r.employees, employees < 0),
    missing('status', r.status),
    missing('signed_on', r.signed_on),
    mistyped('signed_on', r.signed_on, signed_on),
    mistyped('go_live_on', r.go_live_on, go_live_on),
    missing('contract_start', r.contract_start),
    mistyped('contract_start', r.contract_start, contract_start),
    missing('renewal_date', r.renewal_date),
    mistyped('renewal_date', r.renewal_date, renewal_date),
    mistyped('contract_term_months', r.contract_term_months, contract_term_months),
    outside('contract_term_months', r.contract_term_months, contract_term_months < 1),
    mistyped('arr', r.arr, arr),
    outside('arr', r.arr, arr < 0),
    mistyped('agreed_touch_days', r.agreed_touch_days, agreed_touch_days),
    outside('agreed_touch_days', r.agreed_touch_days, agreed_touch_days < 1),
    mistyped('support_org_id', r.support_org_id, support_org_id),
    mistyped('office_floor', r.office_floor, office_floor)
  ) as fault
from typed;
create temp table l_accounts as from losers('s_accounts', 1);
insert into meta.rejects from rejected('raw.crm__accounts', 's_accounts', 'l_accounts', 'account_id', 1);
create temp view h_accounts as
select
  * exclude (path, file_id, record, key, fault), account_id as key,
  hash(account_name, segment, industry, employees, owner, status, churn_reason, signed_on, go_live_on, contract_start, renewal_date,
    contract_term_months, arr, currency, agreed_touch_days, billing_customer_id, workspace_id, support_org_id, office_floor, parent_account_id, sales_region) as content
from good('s_accounts', 'l_accounts');
create table raw.crm__accounts as select * from stretches('h_accounts') order by account_id, valid_from;

create temp view r_contacts as
select *, row_number() over () as nr
from read_csv(
  export('crm/contacts_*.csv'), header = true, auto_detect = false, filename = true,
  columns = {'contact_id': 'varchar', 'account_id': 'varchar', 'full_name': 'varchar', 'email': 'varchar', 'title': 'varchar', 'role': 'varchar', 'status': 'varchar', 'created_on': 'varchar'}
);
create temp table s_contacts as
with typed as (
  select
    r.contact_id, r.account_id, r.full_name, r.email, r.title, r.role, r.status,
    iso_day(r.created_on) as created_on,
    r.file_id, r.path, r.file_date, r.record, r
  from numbered(r_contacts) as r
)
select
  * exclude (r), contact_id || ' ' || file_date as key,
  coalesce(
    missing('contact_id', r.contact_id),
    missing('account_id', r.account_id),
    mistyped('created_on', r.created_on, created_on)
  ) as fault
from typed;
create temp table l_contacts as from losers('s_contacts', 1);
insert into meta.rejects from rejected('raw.crm__contacts', 's_contacts', 'l_contacts', 'contact_id', 1);
create temp view h_contacts as
select
  * exclude (path, file_id, record, key, fault), contact_id as key,
  hash(account_id, full_name, email, title, role, status, created_on) as content
from good('s_contacts', 'l_contacts');
create table raw.crm__contacts as select * from stretches('h_contacts') order by contact_id, valid_from;

-- The ledger's facts: what was read, loaded and rejected of each file, and the spans of its event and known-at times.
create macro spans(source, event_time) as table
  select _file_id as file_id, count(*) as loaded, min(event_time) as min_event_at, max(event_time) as max_event_at,
    min(_known_at) as min_known_at, max(_known_at) as max_known_at
  from query_table(source) group by _file_id;
create temp table loaded as
from spans('raw.billing__subscriptions', cast(effective_on as timestamp))
union all from spans('raw.billing__invoices', cast(issued_on as timestamp))
union all from spans('raw.billing__payments', cast(paid_on as timestamp))
union all from spans('raw.crm__renewals', closed_at)
union all from spans('raw.crm__touchpoints', occurred_at)
union all from spans('raw.crm__pulse', noted_at)
union all from spans('raw.marketing__campaigns', measured_at)
union all from spans('raw.support__tickets', opened_at)
union all from spans('raw.surveys__nps', responded_at)
union all from spans('raw.surveys__csat', responded_at)
union all from spans('raw.product__users', created_at)
union all from spans('raw.product__events', occurred_at)
union all select file_id, count(*), null, null, file_date, file_date from s_accounts where fault is null group by file_id, file_date
union all select file_id, count(*), null, null, file_date, file_date from s_contacts where fault is null group by file_id, file_date;
create table meta.ledger as
with bad as (select path, count(*) as rejected from meta.rejects group by path)
select
  f.* exclude (filename),
  coalesce(l.loaded, 0) + coalesce(b.rejected, 0) as rows_read,
  coalesce(l.loaded, 0) as rows_loaded,
  coalesce(b.rejected, 0) as rows_rejected,
  l.* exclude (file_id, loaded)
from meta.files as f left join loaded as l using (file_id) left join bad as b using (path);
