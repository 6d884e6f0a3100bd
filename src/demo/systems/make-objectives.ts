import { weekOf } from '../company/make-health.ts';
import type { DemoContext } from '../demo-context.ts';
import { between, normal, uniform } from '../random.ts';
import { OBJECTIVES } from '../words.ts';

const list = (of: (objective: (typeof OBJECTIVES)[number]) => string | number) =>
  `([${OBJECTIVES.map(of).join(', ')}])[kind_no]`;

/**
 * `demo_objective`: what a customer and its CSM agreed to reach, one at a time, every half-year or so; some are dropped for
 * another that replaces them. Then `demo_progress`: what was measured of them. How far a customer comes by the day it is due
 * follows its health since the objective was set; nothing looks ahead.
 */
export async function makeObjectives(context: DemoContext): Promise<void> {
  await planObjectives(context);
  await measureProgress(context);
  await context.session.run(`
    create or replace temp table demo_objective as
    select p.*, case
      when p.closed_on is null then null
      when p.is_dropped then 'dropped'
      when m.value >= p.target_value then 'reached'
      else 'missed' end as outcome
    from demo_objective_plan as p
    left join demo_progress as m on m.objective_no = p.objective_no and m.is_last`);
  await context.session.run('drop table demo_objective_plan');
}

async function planObjectives(context: DemoContext): Promise<void> {
  const { session, calendar } = context;
  const id = '(n * 64 + j * 2)';
  const dropped = uniform('objectiveDrop', 'objective_no');
  await session.run(`
    create or replace temp table demo_objective_plan as
    with slots as (
      select a.n, a.mean_health, l.left_on, ${id.replace('n', 'a.n')} as objective_no,
        a.signed_on + 20 + 182 * cast(j as integer) + ${between('objective', 0, 50, id.replace('n', 'a.n'))} as set_on
      from demo_account as a join demo_life as l using (n), range(0, 13) as r(j)
      where not a.is_stranger
    ),
    first_ones as (
      select s.*, set_on + 90 + 30 * ${between('objective', 0, 2, '(objective_no + 1)')} as due_on,
        case when ${dropped} < 0.12 + 0.06 * greatest(0, -coalesce(h.health, mean_health))
          then set_on + 35 + cast(floor(fmod(${dropped} * 1000, 1) * 40) as integer) end as dropped_on
      from slots as s left join demo_health as h on h.n = s.n and h.w = ${weekOf('s.set_on', context, 1)}
      where set_on >= date '${calendar.start}' - 150 and set_on < least(coalesce(left_on, date '${calendar.until}'), date '${calendar.until}')
        and ${uniform('objectiveKind', 'objective_no')} < 0.85
    ),
    all_ones as (
      select n, objective_no, set_on, due_on, dropped_on, left_on, cast(null as bigint) as replaces_no from first_ones
      union all
      select n, objective_no + 1, dropped_on, dropped_on + 90, null, left_on, objective_no
      from first_ones
      where dropped_on < coalesce(left_on, date '9999-12-31') and ${uniform('objectiveDrop', '(objective_no + 1)')} < 0.8
    ),
    kinds as (
      select *, cast(${between('objectiveKind', 1, OBJECTIVES.length, '(objective_no * 4 + 1)')} as integer) as kind_no,
        coalesce(dropped_on, due_on + ${between('objectiveKind', 0, 10, '(objective_no * 4 + 2)')}) as ends_on
      from all_ones
    )
    select
      n, objective_no, set_on, due_on, replaces_no,
      ${list(({ kind }) => `'${kind}'`)} as kind,
      ${list(({ unit }) => `'${unit}'`)} as unit,
      cast(${between(
        'objectiveKind',
        list(({ low }) => low),
        list(({ high }) => high),
        '(objective_no * 4 + 3)',
      )} as double) as target_value,
      least(ends_on, coalesce(left_on, ends_on)) as closed_on,
      dropped_on is not null or coalesce(left_on <= ends_on, false) as is_dropped
    from kinds`);
}

/** Measured every three weeks or so, and on the day that an objective is closed reached or missed. */
async function measureProgress(context: DemoContext): Promise<void> {
  const { session, calendar } = context;
  const day = `(date '${calendar.epoch}' + 7 * (h.w + 1) + ${between('progress', 0, 4, '(p.objective_no * 4096 + h.w)')})`;
  await session.run(`
    create or replace temp table demo_progress as
    with weeks as (
      select
        p.objective_no, p.n, p.target_value, p.set_on, p.due_on, p.closed_on, p.is_dropped, h.w, ${day} as day,
        -- In whole millionths: a sum of fractions would depend on the order of rows.
        sum(cast(round(h.health * 1000000) as bigint)) over (partition by p.objective_no order by h.w)
          / 1000000.0 / row_number() over (partition by p.objective_no order by h.w) as felt
      from demo_objective_plan as p
      join demo_health as h on h.n = p.n and h.w >= ${weekOf('p.set_on', context, 1)} and h.w < ${weekOf('p.closed_on', context)}
    ),
    measured as (
      select *, false as is_last from weeks
      where day > set_on and day < closed_on and ${uniform('progress', '(objective_no * 4096 + w)')} < 0.3
      union all
      (select * replace (closed_on as day), true from weeks where not is_dropped
      qualify row_number() over (partition by objective_no order by w desc) = 1)
    )
    select
      objective_no * 4096 + w * 2 + cast(is_last as integer) as progress_no, objective_no, n, day, is_last,
      greatest(0, round(target_value * case when is_last then 1 else least(1, (day - set_on) / (due_on - set_on)) end
        * (0.95 + 0.4 * felt + 0.2 * ${normal('objectivePace', 'objective_no')}
          + case when is_last then 0 else 0.05 * ${normal('progress', '(objective_no * 4096 + w)')} end), 1)) as value
    from measured`);
}
