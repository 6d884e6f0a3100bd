-- What a customer is worth, and what looking after it now is worth: ARR x risk x time to renewal. A score can't be read here, as
-- it is made later; the risk is that of customers with as many warning signs (seeds.risk_by_signs, whose last row
-- stands for more of them, too).
with accounts as (
  select * from features.account_profile
),

spine as (
  select account_id, as_of from spine.account_as_of
),

signs as (
  select
    accounts.account_id,
    accounts.as_of,
    case when use.share_seats_active_30d < 0.35 then 1 else 0 end
    + case when pulse.pulse_rating <= 2 then 1 else 0 end
    + case when nps.nps_last <= 6 then 1 else 0 end
    + case when touch.days_untouched > 90 then 1 else 0 end
    + case when invoices.overdue_count > 0 then 1 else 0 end
    + case when champion.is_champion_lost_90d then 1 else 0 end
    + case when tags.risk_tags > 0 then 1 else 0 end as warning_signs,
  from accounts
  left join features.licence_utilisation as use on use.account_id = accounts.account_id and use.as_of = accounts.as_of
  left join features.csm_pulse as pulse on pulse.account_id = accounts.account_id and pulse.as_of = accounts.as_of
  left join features.nps as nps on nps.account_id = accounts.account_id and nps.as_of = accounts.as_of
  left join features.touch_cadence as touch on touch.account_id = accounts.account_id and touch.as_of = accounts.as_of
  left join features.overdue_invoices as invoices
    on invoices.account_id = accounts.account_id and invoices.as_of = accounts.as_of
  left join features.champion_continuity as champion
    on champion.account_id = accounts.account_id and champion.as_of = accounts.as_of
  left join features.account_tags as tags on tags.account_id = accounts.account_id and tags.as_of = accounts.as_of
),

most as (select max(warning_signs) as signs from seeds.risk_by_signs),

risks as (
  select
    signs.account_id,
    signs.as_of,
    signs.warning_signs,
    risk_of.risk,
    1 - risk_of.risk as stays,
  from signs
  cross join most
  inner join seeds.risk_by_signs as risk_of
    on risk_of.warning_signs = case when signs.warning_signs > most.signs then most.signs else signs.warning_signs end
),

-- One within a month of the contract's end and after it, falling to a quarter a year before.
timed as (
  select
    account_id,
    as_of,
    arr_cents,
    case
      when days_to_renewal <= 30 then 1
      when days_to_renewal >= 365 then 0.25
      else 1 - 0.75 * ratio(days_to_renewal - 30, 335)
    end as urgency,
  from accounts
)

select
  spine.account_id,
  spine.as_of,
  cast(risks.warning_signs as integer) as warning_signs,
  risks.risk as renewal_risk,
  timed.urgency as renewal_urgency,
  cast(round(timed.arr_cents * risks.risk * timed.urgency) as bigint) as priority_cents,
  cast(
    round(timed.arr_cents * (1 + risks.stays * (1 + risks.stays * (1 + risks.stays * (1 + risks.stays))))) as bigint
  ) as expected_value_5y_cents,
from spine
left join timed on timed.account_id = spine.account_id and timed.as_of = spine.as_of
left join risks on risks.account_id = spine.account_id and risks.as_of = spine.as_of
