import type { DemoContext } from '../demo-context.ts';
import { between, pick, uniform } from '../random.ts';
import { LOSS_REASONS, PLANS } from '../words.ts';
import { weekOf } from './make-health.ts';

const PRICE = `([${PLANS.map((plan) => plan.centsPerSeat).join(', ')}])`;
const TERM = '(n * 4096 + k)';

/**
 * `demo_term`: every contract term up to the one that ended in churn, with the decision at its end.
 *
 * What would be decided at a term's end is drawn from the health of three and six weeks before (one week for monthly
 * terms), so the terms need no simulation one after another; only seats and plan are carried from term to term.
 */
export async function makeTerms(context: DemoContext): Promise<void> {
  await makeCandidates(context);
  await makeOutcomes(context);
  await walkTerms(context);
  await context.session.run('drop table demo_candidate; drop table demo_prospect');
}

/** Every term that would overlap the time covered if nobody ever left. */
async function makeCandidates({ session, calendar }: DemoContext): Promise<void> {
  const months = (k: string) => `cast(case
    when term_months > 1 then term_months * (${k})
    else (${k}) + 11 * greatest(0, (${k}) - convert_after) end as integer)`;
  await session.run(`
    create or replace temp table demo_candidate as
    with numbered as (
      select
        n, tier, mean_health, first_seats, first_plan,
        cast(r.k as integer) as k,
        ${months('r.k')} - ${months('r.k - 1')} as term_months,
        cast(signed_on + to_months(${months('r.k - 1')}) as date) as term_start,
        cast(signed_on + to_months(${months('r.k')}) as date) as contract_end
      from demo_account, range(1, 200) as r(k)
      where not is_stranger
    )
    select *, row_number() over (partition by n order by k) as place
    from numbered
    where contract_end >= date '${calendar.start}' and term_start < date '${calendar.until}'`);
}

/** What each candidate term's end would bring. */
async function makeOutcomes(context: DemoContext): Promise<void> {
  await context.session.run(`
    create or replace temp table demo_prospect as
    with judged as (
      select c.*, case when c.term_months = 1 then late.health else (late.health + early.health) / 2 end as health
      from demo_candidate as c
      left join demo_health as late
        on late.n = c.n and late.w = ${weekOf('c.contract_end', context, 3)} + case when c.term_months = 1 then 2 else 0 end
      left join demo_health as early on early.n = c.n and early.w = ${weekOf('c.contract_end', context, 6)}
    ),
    risky as (
      select *, 1 / (1 + exp(-([-3.0, -3.55, -4.05][tier + 1] - case when term_months = 1 then 0.7 else 0 end - 2.1 * health))) as p_churn
      from judged
    )
    select
      *,
      case
        when ${uniform('outcome', TERM)} < p_churn then 'churned'
        when ${uniform('change', TERM)} < 1 / (1 + exp(1.5 - 0.9 * health)) then 'expanded'
        when ${uniform('change', TERM)} > 1 - 1 / (1 + exp(2.2 + 0.9 * health)) then 'contracted'
        else 'renewed'
      end as outcome,
      ${uniform('changeKind', TERM)} < 0.2 as by_plan,
      ${uniform('changeSize', TERM)} as change_size,
      case when term_months > 1 and health > 0 and ${uniform('addition', TERM)} < 0.2
        then term_start + cast(45 + floor(${uniform('additionDay', TERM)} * (contract_end - term_start - 90)) as integer) end as added_on,
      0.05 + 0.2 * ${uniform('additionSize', TERM)} as added_share
    from risky`);
}

/** Carries seats and plan from term to term and stops at churn. */
async function walkTerms({ session }: DemoContext): Promise<void> {
  const step = (seats: string, plan: string, from: string) => `
    select
      p.* exclude (mean_health, first_seats, first_plan, by_plan, change_size, added_share),
      ${seats} as seats,
      cast(case when p.added_on is null then 0 else ceil(${seats} * p.added_share) end as integer) as seats_added,
      ${plan} as plan_no,
      p.by_plan and ((p.outcome = 'expanded' and ${plan} < 3) or (p.outcome = 'contracted' and ${plan} > 1)) as moves_plan,
      p.change_size
    from ${from}`;
  const next = 'walk.seats + walk.seats_added';
  const seats = `cast(case
    when walk.moves_plan or walk.outcome = 'renewed' then ${next}
    when walk.outcome = 'expanded' then ${next} + greatest(1, round((${next}) * (0.08 + 0.35 * walk.change_size)))
    else greatest(1, ${next} - greatest(1, round((${next}) * (0.1 + 0.35 * walk.change_size)))) end as integer)`;
  const plan = `walk.plan_no + case when not walk.moves_plan then 0 when walk.outcome = 'expanded' then 1 else -1 end`;
  await session.run(`
    create or replace temp table demo_term as
    with recursive walk as (
      ${step('p.first_seats', 'p.first_plan', 'demo_prospect as p where p.place = 1')}
      union all
      ${step(seats, plan, `walk join demo_prospect as p on p.n = walk.n and p.place = walk.place + 1 where walk.outcome <> 'churned'`)}
    ),
    priced as (
      select
        *,
        cast(seats * ${PRICE}[plan_no] as bigint) as start_arr_cents,
        cast((seats + seats_added) * ${PRICE}[plan_no] as bigint) as arr_cents,
        cast(${seats.replaceAll('walk.', '')} * ${PRICE}[${plan.replaceAll('walk.', '')}] as bigint) as next_arr_cents
      from walk
    )
    select
      * exclude (change_size, moves_plan, outcome, next_arr_cents),
      case
        when outcome = 'churned' then outcome
        when next_arr_cents > arr_cents then 'expanded'
        when next_arr_cents < arr_cents then 'contracted'
        else 'renewed'
      end as outcome,
      case when outcome = 'churned' then 0 else next_arr_cents end as next_arr_cents,
      ${decisionDates()}
    from priced
    order by n, k`);
}

/** Notices of the leaving, early signatures of the staying, and the moment the CRM closes the renewal. */
function decisionDates(): string {
  const length = '(contract_end - term_start)';
  return `
    case when outcome = 'churned' and ${uniform('notice', TERM)} < 0.6
      then contract_end - cast(least(3 + floor(${uniform('noticeDay', TERM)} * 52), floor(${length} * 0.4)) as integer) end as notice_on,
    case when outcome = 'churned' then contract_end + ${between('closed', 0, 3, TERM)}
      else contract_end - cast(floor(${uniform('closed', TERM)} * ${uniform('closed', TERM)} * least(45, ${length} * 0.3)) as integer)
    end as closed_on,
    case when outcome = 'churned' then ${pick(LOSS_REASONS, 'lossReason', TERM)} end as loss_reason`;
}
