import type { DemoContext } from '../demo-context.ts';
import { between, normal, pick, uniform } from '../random.ts';
import { INDUSTRIES, NAME_FIRST, NAME_FORM, NAME_SECOND, OWNERS, REGIONS } from '../words.ts';

/** The same customer under the four systems' own numbers; a prime step keeps them unique and unlike each other. */
export const crmId = (n = 'n') => `'ACC-' || lpad(cast(${n} + 1001 as varchar), 6, '0')`;
export const billingId = (n = 'n') =>
  `'cus_' || lpad(lower(to_hex((${n} * 700001 + 524287) % 16777213)), 6, '0')`;
export const workspaceId = (n = 'n') =>
  `'ws_' || lpad(cast((${n} * 7919 + 104729) % 1000003 as varchar), 6, '0')`;
export const supportId = (n = 'n') => `cast(7000000 + (${n} * 48271 + 611953) % 1000003 as integer)`;

/**
 * `demo_account`: one row per customer and per stranger (a trial workspace that the CRM never hears of), with every
 * trait that does not change. Three segments that differ in seats, price, usage, health and risk.
 */
export async function makeAccounts(context: DemoContext): Promise<void> {
  const { session, calendar, options, strangers } = context;
  await session.run(`
    create or replace temp table demo_account as
    with segments as (
      select
        cast(r.n as bigint) as n,
        case when ${uniform('segment', 'r.n')} < 0.48 then 0 when ${uniform('segment', 'r.n')} < 0.84 then 1 else 2 end as tier,
      from range(${options.accounts + strangers}) as r(n)
    ),
    terms as (
      select
        n,
        tier,
        case
          when tier = 0 and ${uniform('term')} < 0.09 then 1
          when tier = 0 and ${uniform('term')} < 0.40 then 6
          when tier = 1 and ${uniform('term')} < 0.14 then 6
          else 12
        end as term_months,
        ${between('convert', 4, 10)} as convert_after
      from segments
    ),
    signed as (
      select
        *,
        date '${calendar.start}' + cast(case
          when term_months > 1 and ${uniform('signedBefore')} < 0.62 then -30 - floor(${uniform('signed')} * 1065)
          else floor(${uniform('signed')} * (date '${calendar.until}' - date '${calendar.start}' - 40))
        end as integer) as day
      from terms
    )
    select
      n,
      n >= ${options.accounts} as is_stranger,
      tier,
      ['smb', 'mid_market', 'enterprise'][tier + 1] as segment,
      term_months,
      convert_after,
      -- No contract starts after the 28th, so that terms of whole months never meet a missing day.
      make_date(year(day), month(day), least(day(day), 28)) as signed_on,
      cast(case tier
        when 0 then ${between('seats', 2, 11)}
        when 1 then ${between('seats', 8, 34)}
        else ${between('seats', 25, 90)}
      end as integer) as first_seats,
      1 + case when ${uniform('plan')} < 0.15 then least(tier + 1, 2) else tier end as first_plan,
      [-0.10, 0.0, 0.15][tier + 1] + 0.5 * ${normal('mean')} as mean_health,
      [0.13, 0.16, 0.20][tier + 1] as usage_level,
      ${uniform('silent')} < 0.45 as is_silent,
      ${uniform('billing')} < 0.7 as is_quarterly,
      [90, 45, 30][tier + 1] as touch_cadence_days,
      ${pick(INDUSTRIES, 'industry')} as industry,
      cast(${between('employees', 4, 25)} as integer) as employees_per_seat,
      ${pick(OWNERS, 'owner')} as first_owner,
      case when ${uniform('ownerChange')} < 0.2 then ${changeDay('ownerChanged', context)} end as owner_changed_on,
      ${pick(OWNERS, 'ownerChanged')} as second_owner,
      case when tier < 2 and ${uniform('segmentChange')} < 0.05 then ${changeDay('segmentChange', context)} end as segment_changed_on,
      cast(${between('goLive', 25, 110)} as integer) as days_to_go_live,
      ${pick(REGIONS, 'region')} as sales_region,
      tier = 0 and ${uniform('crosswalk')} < 0.02 as lacks_support_id,
      ${name()} as account_name
    from signed`);
}

/** A day spread over the time covered, drawn by the digits that the purpose's own test did not use. */
function changeDay(purpose: 'ownerChanged' | 'segmentChange', { calendar }: DemoContext): string {
  const spread = `fmod(${uniform(purpose)} * 1000, 1)`;
  return `date '${calendar.start}' + cast(floor(${spread} * (date '${calendar.until}' - date '${calendar.start}')) as integer)`;
}

/** Names as CRMs hold them: some with commas, some with quotes, a few with a line break. */
function name(): string {
  const plain = `${pick(NAME_FIRST, 'nameFirst')} || ' ' || ${pick(NAME_SECOND, 'nameSecond')}`;
  const shape = uniform('nameShape');
  return `case
    when ${shape} < 0.02 then ${plain} || chr(10) || '(Holding)'
    when ${shape} < 0.04 then ${plain} || ' "' || ${pick(NAME_FIRST, 'nameForm')} || '" Ltd'
    when ${shape} < 0.16 then ${plain} || ', Inc.'
    when ${shape} < 0.18 then 'Müller, ' || ${plain} || ' & Söhne'
    else ${plain} || ' ' || ${pick(NAME_FORM, 'nameForm')}
  end`;
}
