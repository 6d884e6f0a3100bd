/**
 * Written by `holdfast codegen` from the yml of models, sources and seeds: change those, and run it again.
 * Each relation of the project with the types of its columns, for models that are written in TypeScript.
 */

/** YYYY-MM-DD */
type Day = string;
/** YYYY-MM-DD HH:MM:SS in UTC */
type Instant = string;

export interface Relations {
  /** One row per account_id x as_of: the CRM's account as the last export before the day had it. A null means that the CRM had none. */
  'features.account_profile': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** Name of the customer company. */
    account_name: string | null;
    /** The CSM in charge. */
    owner: string | null;
    /** Size class. */
    segment: string;
    /** Industry. */
    industry: string | null;
    /** Size of the company. (people) */
    employees: number | null;
    /** onboarding, adopting, established or renewing, by intermediate.int_lifecycle_history; features.lifecycle has since when. */
    lifecycle_stage: string;
    /** Annual recurring revenue. (cents a year) */
    arr_cents: number | null;
    /** ISO 4217 code. */
    currency: string | null;
    /** Day on which the running term ends. */
    renewal_date: Day | null;
    /** Days until then; negative once it has passed. (days) */
    days_to_renewal: number | null;
    /** Days since the first contract was signed. (days) */
    tenure_days: number | null;
    /** Agreed days between two touchpoints. (days) */
    agreed_touch_days: number | null;
    /** Floor of the customer's office. Means nothing; kept to show that the back-test says so. */
    office_floor: number | null;
    /** The account's id in billing. */
    billing_customer_id: string | null;
    /** The account's id in the product. */
    workspace_id: string | null;
    /** The account's id in support; null where nobody has linked it. */
    support_org_id: number | null;
    /** The account at the head of its group; null for the head itself and for those in no group. */
    parent_account_id: string | null;
  };
  /** One row per account_id x as_of: tags in force on the day, by kind, and those risks that alone should hold a score down. A tag is in force from when it was pinned until the day before it expires. Nobody pinned anything is 0 and false. */
  'features.account_tags': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** Different risk tags in force. (tags) */
    risk_tags: number;
    /** Different tags of confidence in force: case study, referral, reference call. (tags) */
    confidence_tags: number;
    /** The CSM says that the champion has left. */
    is_tagged_champion_left: boolean;
    /** The CSM sees the customer's company itself in danger. */
    is_tagged_threat_to_company: boolean;
    /** The CSM says that a missing feature blocks the customer. */
    is_tagged_blocking_feature: boolean;
    /** Days since the newest risk tag in force was pinned; null where there is none. (days) */
    days_since_risk_tag: number | null;
    /** Days since the threat to the company was pinned last; null where none is in force. (days) */
    days_since_threat_tag: number | null;
  };
  /** One row per account_id x as_of: what the customer can be expected to pay in five years, and ARR x risk x time to renewal, by which CSMs can be told whom to see first. Risk is that of customers with as many warning signs: few seats in use, a poor pulse, an NPS detractor, no touchpoint in 90 days of being a customer, an overdue invoice, a champion lost, a risk tag. What is unknown is no sign. */
  'features.account_value': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** Warning signs of the seven. (signs) */
    warning_signs: number;
    /** Share of customers with as many signs that left at the contract's end. (share) */
    renewal_risk: number;
    /** 1 within 30 days of the contract's end and after it, 0.25 a year before or earlier. (share) */
    renewal_urgency: number;
    /** ARR x risk x urgency; null where the CRM has no ARR. (cents a year) */
    priority_cents: number | null;
    /** Lifetime value: ARR of this year and of each of four more, if at each the customer leaves by that risk; null where the CRM has no ARR. (cents) */
    expected_value_5y_cents: number | null;
  };
  /** One row per account_id x as_of: days with at least one event in the 7, 30 and 90 days before. Days are UTC days; a day counts once however many people were active. Events that had not reached us by the day don't count, nor do those of the vendor's own people and test users. Null where use is unknown, because the account has no workspace or because the product's feed has stopped and more than a fifth of the window is missing: a silent feed is no silent customer. */
  'features.active_days': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** Active days in 7 days; 0 where there were none. (days) */
    active_days_7d: number | null;
    /** Active days in 30 days; 0 where there were none. (days) */
    active_days_30d: number | null;
    /** Active days in 90 days; 0 where there were none. (days) */
    active_days_90d: number | null;
    /** Logins in 30 days. (events) */
    logins_30d: number | null;
    /** Days since the last active day; where there was none in 90 days, since the first contract, and at most 91. (days) */
    days_since_active: number | null;
  };
  /** One row per account_id x as_of: different people with at least one event in the 7, 30 and 90 days before. People of our own company and test users are left out. Null where use is unknown, because the account has no workspace or because the product's feed has stopped and more than a fifth of the window is missing. */
  'features.active_users': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** Active users in 7 days. (people) */
    active_users_7d: number | null;
    /** Active users in 30 days. (people) */
    active_users_30d: number | null;
    /** Active users in 90 days. (people) */
    active_users_90d: number | null;
  };
  /** One row per account_id x as_of: the champion's time in place and the last loss of one. A champion is lost when an export shows it as gone, in another role, or no longer at all. An account that never had a champion has lost none. */
  'features.champion_continuity': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** Days for which the champion in place longest has been one; null where there is none. (days) */
    champion_days: number | null;
    /** Days since a champion was last lost; null where none ever was. (days) */
    days_since_champion_lost: number | null;
    /** A champion was lost in the 90 days before, whether or not another one has come. */
    is_champion_lost_90d: boolean;
    /** There was a champion once and there is none now. */
    is_champion_vacant: boolean;
  };
  /** One row per account_id x as_of: plan, monthly recurring revenue and its movement over 90 days. Nulls mean that billing shows no running subscription that was known by the day; once all is cancelled MRR is 0 and only the plan is null. */
  'features.commercial': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** Largest running plan, by the order in seeds.plans; null where nothing runs. */
    plan: string | null;
    /** A twelfth of the annual amounts; 0 once all is cancelled. (cents a month) */
    mrr_cents: number | null;
    /** Against 90 days before: new, reactivation (nothing then, something earlier), expansion, contraction, churn (nothing now), flat; null where there was nothing then either. */
    mrr_movement_class: string | null;
    /** Change against 90 days before; null where there was nothing then. (share) */
    mrr_change_90d: number | null;
  };
  /** One row per account_id x as_of: use of the core features in the 30 days before, by the customer's own people. What is core stands in seeds.core_features. Figures per user are null where nobody was active. Everything is null where use is unknown (features.source_coverage). */
  'features.core_adoption': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** Breadth: core features used at least once. (features) */
    core_features_used_30d: number | null;
    /** Breadth as a share of the core features that there are. (share) */
    share_core_features_used_30d: number | null;
    /** Things done with core features. (events) */
    core_events_30d: number | null;
    /** People who used a core feature. (people) */
    core_users_30d: number | null;
    /** Reach: share of the active people who used a core feature. (share) */
    share_users_on_core_30d: number | null;
    /** Depth: things done with core features for each active person. (events a user) */
    core_events_per_user_30d: number | null;
    /** Depth: core features that an active person uses, on average. (features a user) */
    core_features_per_user_30d: number | null;
  };
  /** One row per account_id x as_of: answers, 1 (worst) to 5, to "how satisfied are you with the product" in the 180 days before. Nobody asked or nobody answered is null. */
  'features.csat_surveys': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** Answer of the last day with one; the mean of that day's; null where there is none. (1 to 5) */
    csat_last: number | null;
    /** Mean answer; null where there is none. (1 to 5) */
    csat_mean_180d: number | null;
    /** Share of answers of 4 and 5; null where there is none. (share) */
    share_csat_satisfied_180d: number | null;
    /** Answers; 0 where there are none. (answers) */
    csat_responses_180d: number;
    /** Days since the last answer; null where there is none. (days) */
    csat_age_days: number | null;
  };
  /** One row per account_id x as_of: the CSM's last rating, 1 (worst) to 5. Once it has expired it is null: an old opinion says nothing. */
  'features.csm_pulse': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** Rating in force; null where there is none or it has expired. (1 to 5) */
    pulse_rating: number | null;
    /** Days since the last rating, expired or not. (days) */
    pulse_age_days: number | null;
  };
  /** One row per account_id x as_of: integrations as the product's last monthly export before the day had them, and their syncs. Counts are null where the account has no workspace, figures of syncs also where their feed has stopped (features.source_coverage). */
  'features.integrations': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** Integrations that were ever planned, whatever became of them. (integrations) */
    integrations_planned: number | null;
    /** Those that are connected. (integrations) */
    integrations_connected: number | null;
    /** Those that were connected and are no more. (integrations) */
    integrations_disconnected: number | null;
    /** Connected of those planned; null where none was planned. (share) */
    share_integrations_connected: number | null;
    /** Connected ones that the customer's own daily process runs over. (integrations) */
    integrations_in_daily_process: number | null;
    /** Whether there is one of these. */
    is_part_of_daily_process: boolean | null;
    /** Integrations that synced in 30 days; null where none is connected. (integrations) */
    integrations_syncing_30d: number | null;
    /** Days since the last sync of any integration; null where there was none in 365 days. (days) */
    days_since_last_sync: number | null;
  };
  /** One row per account_id x as_of: seats in use against seats bought. More use than was bought is kept above 1. No seats, or no subscription that we knew of by the day, gives null: there is nothing to be used. Unknown use (features.source_coverage) is null too. */
  'features.licence_utilisation': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** Seats of the running subscriptions; null where none is known. (seats) */
    seats_bought: number | null;
    /** Different people active in 30 days. (seats) */
    seats_used_30d: number | null;
    /** People active in 90 days as a share of the seats bought. (share) */
    licence_utilisation: number | null;
    /** People active in 30 days as a share of the seats bought. (share) */
    share_seats_active_30d: number | null;
    /** Seats that nobody used in 90 days, which a downgrade would give back; 0 where more were used than bought. (seats) */
    seats_unused_90d: number | null;
    /** Seats bought less those of 90 days before; null where there was no subscription then. (seats) */
    seats_change_90d: number | null;
    /** Seats bought less those of 365 days before; null where there was no subscription then. (seats) */
    seats_change_365d: number | null;
    /** The same as a share of the seats of 365 days before. (share) */
    share_seats_changed_365d: number | null;
  };
  /** One row per account_id x as_of: since when the account is in its stage (features.account_profile's lifecycle_stage), and whether onboarding has gone on beyond its plan. An account with nothing planned has nulls there and is never overdue. */
  'features.lifecycle': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** The stage before this one; null in the first. */
    stage_before: string | null;
    /** First morning in the stage. */
    stage_since: Day;
    /** Days since then. (days) */
    days_in_stage: number;
    /** Whether the stage is onboarding. */
    is_onboarding: boolean;
    /** Required milestones planned and not reached; null where none is planned. (milestones) */
    required_milestones_missing: number | null;
    /** Day for which the last required milestone is planned; null where none is. */
    onboarding_planned_end_on: Day | null;
    /** Still onboarding after that day. */
    is_onboarding_overdue: boolean;
    /** Days beyond it; 0 where onboarding is over or within its plan; null where none is planned. (days) */
    onboarding_overdue_days: number | null;
  };
  /** One row per account_id x as_of: market and competitor signals noted in the 180 days before. No news is 0, which is what most customers have; it can't be told from nobody looking. */
  'features.market_news': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** Bad news: competitors at work, layoffs, a change of leadership. (signals) */
    market_signals_bad_180d: number;
    /** Good news: funding, expansion. (signals) */
    market_signals_good_180d: number;
    /** Strength of good news less that of bad news. (points) */
    market_balance_180d: number;
    /** Days since a competitor was last noted; null where there was none in 180 days. (days) */
    days_since_competitor_signal: number | null;
  };
  /** One row per account_id x as_of: newsletters sent to the customer and opened in the 90 days before, and in the 90 before these. The count is null where the feed has stopped and more than a fifth of the window is missing (features.source_coverage), the shares where none was sent. */
  'features.marketing_engagement': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** Newsletters opened in 90 days; 0 where none was. (e-mails) */
    marketing_emails_opened_90d: number | null;
    /** Share of those sent; null where none was sent. (share) */
    share_marketing_emails_opened_90d: number | null;
    /** That share less the one of the 90 days before; null where none was sent in one of them. (share) */
    marketing_open_rate_change_90d: number | null;
  };
  /** One row per account_id x as_of: what the customer's people answered to "would you recommend us", 0 to 10, in the year before. An answer counts once the survey tool had delivered it. Nobody asked or nobody answered is null. */
  'features.nps': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** Answer of the last day with one; the mean of that day's answers. (0 to 10) */
    nps_last: number | null;
    /** Mean of the year's answers. (0 to 10) */
    nps_mean_365d: number | null;
    /** nps_last, faded towards 7.5, which neither promotes nor detracts, by a half-life of 180 days since it was given; null where there is none. (0 to 10) */
    nps_last_aged: number | null;
    /** Answers in the year. (answers) */
    nps_responses_365d: number;
    /** Days since the last answer; null where there is none. (days) */
    nps_age_days: number | null;
  };
  /** One row per account_id x as_of: promoters, detractors and net promoter score of the customer's answers in the 365 days before, against its industry and beside that of the whole base, and the change between the last two half-years. Answers count once they were delivered. Figures are null where nobody answered, counts 0. */
  'features.nps_base': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** Answers of 9 and 10; 0 where there is none. (answers) */
    nps_promoters_365d: number;
    /** Answers of 0 to 6; 0 where there is none. (answers) */
    nps_detractors_365d: number;
    /** Percent promoters minus percent detractors; null where nobody answered. (-100 to 100) */
    nps_net_365d: number | null;
    /** Above or below the benchmark of the customer's industry; null where nobody answered or seeds.nps_benchmarks lacks the industry. (points) */
    nps_net_vs_industry: number | null;
    /** NPS of the base: the same over the answers of all live customers, alike in all rows of a day; null where nobody at all answered. (-100 to 100) */
    nps_net_all_customers_365d: number | null;
    /** Mean answer of the last 180 days less that of the 185 before; null where one of them has none. (points of 10) */
    nps_change_180d: number | null;
  };
  /** One row per account_id x as_of: NPS answers of the 365 days before by the role of whoever answered, as far as they were delivered. A mean is null where nobody of that role answered. The role is that of the login, which the product does not change. */
  'features.nps_by_role': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** Mean answer of admins; null where none answered. (0 to 10) */
    nps_admin_mean_365d: number | null;
    /** Mean answer of members; null where none answered. (0 to 10) */
    nps_member_mean_365d: number | null;
    /** Mean answer of viewers; null where none answered. (0 to 10) */
    nps_viewer_mean_365d: number | null;
  };
  /** One row per account_id x as_of: use in 30 days, by the customer's own people, of the features that serve its current objectives. Null where there is no current objective that the seed maps, or where use is unknown (features.source_coverage). */
  'features.objective_use': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** Things done that serve an objective, each counted once. (events) */
    objective_feature_events_30d: number | null;
    /** Share of the current objectives that at least one thing done served. (share) */
    share_objectives_in_use_30d: number | null;
  };
  /** One row per account_id x as_of: the customer's objectives that were in force on the day, as they were known then. Progress is the mean over those that were measured, null where none was; not every customer has objectives, and none at all is unknown, not bad. */
  'features.objectives': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** Objectives in force. (objectives) */
    objectives_current: number;
    /** Those that were due before the day. (objectives) */
    objectives_overdue: number;
    /** Objectives closed as reached in 365 days. (objectives) */
    objectives_reached_365d: number;
    /** Objectives closed as missed in 365 days. (objectives) */
    objectives_missed_365d: number;
    /** Objectives that replaced another one in 365 days. (changes) */
    objective_changes_365d: number;
    /** Days since the last such change; null where there was none. (days) */
    days_since_objective_change: number | null;
    /** Mean progress to the target, each objective from 0 to 1. (share) */
    objective_progress: number | null;
    /** The same without bounds: above 1 where targets were exceeded. (share) */
    objective_progress_raw: number | null;
    /** objective_progress, each faded towards 0.5 by a half-life of 90 days since it was measured. (share) */
    objective_progress_aged: number | null;
    /** Days since the latest measurement of one of them. (days) */
    objective_progress_age_days: number | null;
  };
  /** One row per account_id x as_of: the milestones of onboarding (seeds.onboarding_milestones) that were planned before the day, and which of them were reached before it. Shares, flags, dates and days overdue are null where none was planned, dates also while not reached. */
  'features.onboarding_milestones': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** Milestones planned. (milestones) */
    milestones_planned: number;
    /** Those reached. (milestones) */
    milestones_reached: number;
    /** Share of those planned. (share) */
    share_milestones_reached: number | null;
    /** Those planned for a day before and not reached. (milestones) */
    milestones_overdue: number;
    /** Days since the longest overdue one was planned for; 0 where none is overdue. (days) */
    oldest_milestone_overdue_days: number | null;
    /** Whether all of them are reached. */
    is_onboarding_complete: boolean | null;
    /** Day on which the last one was. */
    onboarding_completed_on: Day | null;
    /** Day on which the latest one was reached. */
    last_milestone_reached_on: Day | null;
    /** Day of the kick-off. */
    kickoff_on: Day | null;
    /** Day on which single sign-on was set up. */
    sso_configured_on: Day | null;
    /** Day on which the customer's data was in. */
    data_imported_on: Day | null;
    /** Day of the first report. */
    first_report_on: Day | null;
    /** Day on which the team was trained. */
    team_trained_on: Day | null;
    /** Day of going live as the success team has it; the CRM has its own. */
    go_live_reached_on: Day | null;
    /** Days from the first contract to the first report; null while there is none. (days) */
    days_to_first_report: number | null;
  };
  /** One row per account_id x as_of: invoices that were due before the day and not paid before it, whatever happened to them later. Null where the account is not linked to billing, or billing's feed has stopped (features.source_coverage), so that nobody knows. */
  'features.overdue_invoices': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** Overdue invoices; 0 where there are none. (invoices) */
    overdue_count: number | null;
    /** What they add up to. (cents) */
    overdue_amount_cents: number | null;
    /** Days since the oldest was due; 0 where there is none. (days) */
    oldest_overdue_days: number | null;
  };
  /** One row per account_id x as_of: figures of the account's group on the day, the same for all its members. An account in no group is a group of one. Members whose use is unknown, or who have no seats, are left out of the three figures of use, which are null where none is left. */
  'features.parent_rollup': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** The head of the group: the parent, or the account itself. */
    group_account_id: string;
    /** Live accounts of the group on the day. (accounts) */
    group_accounts: number;
    /** ARR of the group. (cents a year) */
    group_arr_cents: number | null;
    /** The account's part of it; null where the group has no ARR. (share) */
    share_of_group_arr: number | null;
    /** By mean: share_seats_active_30d, averaged over the accounts of the group. (share) */
    group_mean_share_seats_active: number | null;
    /** By share: accounts of the group that use at least half of their seats. (share) */
    group_share_accounts_in_use: number | null;
    /** By share of ARR: the part of the group's ARR that these accounts stand for. (share) */
    group_share_arr_in_use: number | null;
  };
  /** One row per account_id x as_of: how invoices of the 365 days before were paid, as far as was known by the day. Medians are null where nothing was paid, the share where nothing was due, the count where the CRM names no billing customer; share and count also where billing's feed has stopped (features.source_coverage). */
  'features.payment_behaviour': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** Median days from issue to payment; null where none was paid. (days) */
    days_to_pay_median_365d: number | null;
    /** Median days from the due day to payment; negative is early; null where none was paid. (days) */
    days_late_median_365d: number | null;
    /** Share of invoices due that were paid by their due day; null where none was due or payments are unknown. (share) */
    share_paid_on_time_365d: number | null;
    /** Invoices that fell due; null where the account is not linked to billing or its feed has stopped. (invoices) */
    invoices_due_365d: number | null;
  };
  /** One row per account_id x as_of: stars, 1 (worst) to 5, of reviews posted in the 365 days before and collected by the day. Nobody of the customer has written one, or no service collects them: null. */
  'features.public_reviews': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** Stars of the last day with a review; the mean of that day's; null where there is none. (1 to 5) */
    review_rating_last: number | null;
    /** Mean stars; null where there is none. (1 to 5) */
    review_rating_mean_365d: number | null;
    /** Reviews; 0 where there are none. (reviews) */
    reviews_365d: number;
    /** Days since the last one was posted; null where there is none. (days) */
    review_age_days: number | null;
  };
  /** One row per account_id x as_of: for each part that a person plays in a renewal, how many contacts the CRM lists, how many of them are still there, and days since the last logged touchpoint with one of these. Talks with people who have left are no rapport. Days are null where nobody of that role is there or was ever talked to, or where touchpoints are logged no more for any customer (features.source_coverage). */
  'features.rapport': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** Champions that the CRM lists, those who left among them; 0 where it lists none. (people) */
    champions_known: number;
    /** Champions still there; 0 where there is none. (people) */
    champions_active: number;
    /** Days since the last touchpoint with one of these; null where there is none or was none. (days) */
    days_since_champion_touch: number | null;
    /** Decision makers that the CRM lists, those who left among them; 0 where it lists none. (people) */
    decision_makers_known: number;
    /** Decision makers still there; 0 where there is none. (people) */
    decision_makers_active: number;
    /** Days since the last touchpoint with one of these; null where there is none or was none. (days) */
    days_since_decision_maker_touch: number | null;
    /** Economic buyers that the CRM lists, those who left among them; 0 where it lists none. (people) */
    economic_buyers_known: number;
    /** Economic buyers still there; 0 where there is none. (people) */
    economic_buyers_active: number;
    /** Days since the last touchpoint with one of these; null where there is none or was none. (days) */
    days_since_economic_buyer_touch: number | null;
    /** Executives that the CRM lists, those who left among them; 0 where it lists none. (people) */
    executives_known: number;
    /** Executives still there; 0 where there is none. (people) */
    executives_active: number;
    /** Days since the last touchpoint with one of these; null where there is none or was none. (days) */
    days_since_executive_touch: number | null;
    /** Business users that the CRM lists, those who left among them; 0 where it lists none. (people) */
    business_users_known: number;
    /** Business users still there; 0 where there is none. (people) */
    business_users_active: number;
    /** Days since the last touchpoint with one of these; null where there is none or was none. (days) */
    days_since_business_user_touch: number | null;
  };
  /** One row per account_id x as_of: the health score that a CSM set by hand and that holds on the day; null where none does. It counts from its first day, once it is known, until the day before it ends. A newer one replaces an older one for good. */
  'features.score_override': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** The score that counts instead of the computed one. (0 to 100) */
    override_score: number | null;
    /** Who set it. */
    override_author: string | null;
    /** Why, in a word of the CRM. */
    override_reason: string | null;
    /** First day on which it no longer counts. */
    override_until: Day | null;
  };
  /** One row per account_id x as_of: visits of the customer's own people in the 30 days before, rebuilt from events: one ends after 30 minutes without an event, and at midnight UTC. Lengths are null where there was no visit. Everything is null where use is unknown (features.source_coverage). */
  'features.sessions': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** Visits in 30 days. (visits) */
    sessions_30d: number | null;
    /** Visits for each active user of the 30 days. (visits a user) */
    sessions_per_user_30d: number | null;
    /** Mean length of a visit. (minutes) */
    session_minutes_mean_30d: number | null;
    /** Median length of a visit. (minutes) */
    session_minutes_median_30d: number | null;
  };
  /** One row per account_id x as_of: whether the account is linked to each system, and for how many whole days before the day each system's feed has brought nothing from any customer. 0 means that something came on the day before. A null silence means that nothing ever came. A feed has stopped once it has been silent for longer than seeds.feeds allows. Unseen days are null where the account isn't linked to the system or its feed never brought anything, so that nothing is known. */
  'features.source_coverage': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** Whether the CRM knows the account's workspace. */
    is_linked_to_product: boolean;
    /** Whether the CRM knows the account's id in billing. */
    is_linked_to_billing: boolean;
    /** Whether the CRM knows the account's id in support. */
    is_linked_to_support: boolean;
    /** Days without a change in the CRM's exports; one that brings nothing new is not seen. (days) */
    crm_silent_days: number | null;
    /** Days without a logged touchpoint with any customer. (days) */
    touchpoints_silent_days: number | null;
    /** Days without an event of any customer. (days) */
    product_silent_days: number | null;
    /** Days without an invoice of any customer. (days) */
    billing_silent_days: number | null;
    /** Days without a ticket of any customer. (days) */
    support_silent_days: number | null;
    /** Days without an answer of any customer. (days) */
    surveys_silent_days: number | null;
    /** Days without a sync of any customer's integrations. (days) */
    syncs_silent_days: number | null;
    /** Days without a measured objective of any customer. (days) */
    success_silent_days: number | null;
    /** Days without a newsletter to any customer. (days) */
    marketing_silent_days: number | null;
    /** Days since the first event of any customer arrived; what lies further back was never exported. (days) */
    product_history_days: number | null;
    /** Feeds that have been silent for longer than they may. (feeds) */
    feeds_stopped: number;
    /** Days at the end of every window for which use of the product is unknown: the silence of the feed where it is longer than allowed, else 0. (days) */
    product_unseen_days: number | null;
    /** The same for syncs. (days) */
    syncs_unseen_days: number | null;
    /** The same for invoices and their payments. (days) */
    billing_unseen_days: number | null;
    /** The same for tickets. (days) */
    support_unseen_days: number | null;
    /** The same for touchpoints, which need no link. (days) */
    touchpoints_unseen_days: number | null;
    /** The same for newsletters, which need no link. (days) */
    marketing_unseen_days: number | null;
    /** Share of product, billing and support that the account is linked to and whose feed has not stopped. (share) */
    share_systems_current: number;
  };
  /** One row per account_id x as_of: change of recurring revenue over 180 and 365 days, and what was invoiced in a year. A change is null where nothing was subscribed to then, so that a new customer has no trend yet. */
  'features.spend_trend': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** Change of recurring revenue against 180 days before; -1 once all is cancelled; null where there was nothing then. (share) */
    mrr_change_180d: number | null;
    /** Change of recurring revenue against 365 days before; null where there was nothing then. (share) */
    mrr_change_365d: number | null;
    /** Invoices issued in 365 days; null where the account is not linked to billing or its feed has stopped. (cents) */
    invoiced_365d_cents: number | null;
  };
  /** One row per account_id x as_of: changes of the customer's subscriptions that came into force, and to our knowledge, in the 365 days before. Counts are null where the CRM names no billing customer; a first export that begins in the middle of a subscription counts as no change. */
  'features.subscription_changes': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** Changes to a larger plan, by the order in seeds.plans; null where the account is not linked to billing. (changes) */
    plan_upgrades_365d: number | null;
    /** Changes to a smaller plan; null likewise. (changes) */
    plan_downgrades_365d: number | null;
    /** Seats added, those of a first contract among them; null likewise. (seats) */
    licences_bought_365d: number | null;
    /** Seats given back; null likewise. (seats) */
    licences_cancelled_365d: number | null;
    /** Days since a change last made a subscription worth less; null where none did in a year. (days) */
    days_since_reduction: number | null;
  };
  /** One row per account_id x as_of: tickets open on the day, by what makes them urgent. support_load has their number and the age of the oldest. Counts are null where nobody has linked the account to support, the mean age where no ticket is open. */
  'features.support_backlog': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** Open tickets that are critical or high; null where the account is not linked to support. (tickets) */
    backlog_severe: number | null;
    /** Open tickets whose time to the resolution has run out; null likewise. (tickets) */
    backlog_overdue: number | null;
    /** Open tickets that were escalated; null likewise. (tickets) */
    backlog_escalated: number | null;
    /** Mean age of the open tickets; null where none is open. (days) */
    backlog_mean_age_days: number | null;
  };
  /** One row per account_id x as_of: support in the 90 days before, against the SLA of each ticket's severity. A ticket resolved on or after the day was open on it. A ticket counts against the SLA once it was answered or its time had run out. An account that nobody has linked to support has nulls: we don't know its tickets, which is not the same as none. So have counts of 90 days where the help desk's feed has stopped and more than a fifth of them is missing. */
  'features.support_load': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** Tickets opened in 90 days. (tickets) */
    tickets_90d: number | null;
    /** Tickets open on the day. (tickets) */
    tickets_open: number | null;
    /** Tickets of the 90 days that were escalated. (tickets) */
    escalations_90d: number | null;
    /** Age of the oldest open ticket; null where none is open. (days) */
    backlog_oldest_days: number | null;
    /** Share of tickets first answered within the SLA; null where none was due. (share) */
    share_first_response_in_sla_90d: number | null;
    /** Share of tickets resolved within the SLA; null where none was due. (share) */
    share_resolved_in_sla_90d: number | null;
  };
  /** One row per account_id x as_of: whether a customer that used to write to support has fallen silent. Zero tickets are not the best value, and not the same as unknown: a help desk whose feed has stopped tells of no silence. */
  'features.support_silence': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** Days since the last ticket was opened; null where there was none in a year, nobody has linked the account to support, or the feed has stopped. (days) */
    days_since_ticket: number | null;
    /** No ticket in 90 days after two or more in the 275 days before; null where nobody has linked the account to support or the feed has stopped. */
    is_silent_to_support: boolean | null;
  };
  /** One row per account_id x as_of: how long the tickets opened in the 90 days before took, against the SLA of their severity. Only what had happened before the day counts; a ticket still waiting counts as late once its time has run out. Medians and shares are null where nothing was answered, resolved or due, counts where nobody has linked the account to support. */
  'features.support_sla': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** Median time to the first answer; null where none was answered. (hours) */
    first_response_hours_median_90d: number | null;
    /** Median time to the resolution; null where none was resolved. (hours) */
    resolution_hours_median_90d: number | null;
    /** Tickets answered late or waiting beyond the SLA; null where the account is not linked to support. (tickets) */
    late_responses_90d: number | null;
    /** Tickets resolved late or open beyond the SLA; null where the account is not linked to support. (tickets) */
    late_resolutions_90d: number | null;
    /** Share of critical tickets resolved within the SLA; null where none was due. (share) */
    share_critical_resolved_in_sla_90d: number | null;
  };
  /** One row per account_id x as_of: ratings, 1 (worst) to 5, of answers to tickets, given in the 180 days before. Nobody rated, or nobody has linked the account to support, is null. */
  'features.ticket_csat': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** Rating of the last day with one; the mean of that day's; null where there is none. (1 to 5) */
    ticket_csat_last: number | null;
    /** Mean rating; null where there is none. (1 to 5) */
    ticket_csat_mean_180d: number | null;
    /** Share of ratings of 1 and 2; null where there is none. (share) */
    share_ticket_csat_unhappy_180d: number | null;
    /** Ratings given; 0 where there are none. (ratings) */
    ticket_csat_ratings_180d: number;
    /** Days since the last rating; null where there was none. (days) */
    ticket_csat_age_days: number | null;
  };
  /** One row per account_id x as_of: gravity of the tickets opened in the 90 days before, how many were reopened before the day, and how many there are per seat. Counts are null where nobody has linked the account to support or the help desk's feed has stopped, shares where there was no ticket. */
  'features.ticket_severity': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** Critical tickets in 90 days; null where the account is not linked to support. (tickets) */
    tickets_critical_90d: number | null;
    /** Critical and high tickets in 90 days; null where the account is not linked to support. (tickets) */
    tickets_severe_90d: number | null;
    /** Share of tickets that are critical or high; null where there was none. (share) */
    share_tickets_severe_90d: number | null;
    /** Tickets of the 90 days that were reopened before the day; null where the account is not linked to support. (tickets) */
    tickets_reopened_90d: number | null;
    /** Share of tickets that were reopened before the day; null where there was none. (share) */
    share_tickets_reopened_90d: number | null;
    /** Tickets for each seat bought; null where the account is not linked to support or has no seats. (tickets a seat) */
    tickets_per_seat_90d: number | null;
  };
  /** One row per account_id x as_of: topics of the tickets opened in the 180 days before. Half a year, because a quarter has too few tickets of most customers for shares to mean anything. Counts are null where nobody has linked the account to support or the help desk's feed has stopped, shares where there was no ticket. A topic that the help desk adds counts in the shares' denominator until it has a column. */
  'features.ticket_topics': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** Tickets about a bug; null where the account is not linked to support. (tickets) */
    tickets_bug_180d: number | null;
    /** Tickets about slowness; null likewise. (tickets) */
    tickets_performance_180d: number | null;
    /** Questions how to do something; null likewise. (tickets) */
    tickets_how_to_180d: number | null;
    /** Tickets about connecting other systems; null likewise. (tickets) */
    tickets_integration_180d: number | null;
    /** Tickets about invoices and prices; null likewise. (tickets) */
    tickets_billing_180d: number | null;
    /** Share of tickets about bugs and slowness; null where there was no ticket. (share) */
    share_tickets_defects_180d: number | null;
    /** Share of tickets that ask how to do or connect something; null where there was no ticket. (share) */
    share_tickets_questions_180d: number | null;
  };
  /** One row per account_id x as_of: contact with the customer, of any kind, against the cadence agreed with it. A touchpoint counts once somebody has logged it. No touchpoint in a year gives null days, not 0. All is null where touchpoints are logged no more for any customer (features.source_coverage): nobody talking to us and nobody writing it down are different things. */
  'features.touch_cadence': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** Touchpoints in 90 days; 0 where there was none. (touchpoints) */
    touches_90d: number | null;
    /** Days since the last touchpoint; null where there was none in a year. (days) */
    days_since_touch: number | null;
    /** The same; where there was none in a year, days since the first contract: 0 before it, and at most 366. (days) */
    days_untouched: number | null;
    /** Touchpoints in 90 days, or since the first contract, as a share of those agreed for as many days; above 1 is more. Null where no cadence is agreed, one of more than 90 days, or none is due yet. (share) */
    cadence_met: number | null;
    /** Days since the last touchpoint as a share of the agreed gap: above 1 one is overdue. Null where there was none in a year or no cadence is agreed. (share) */
    touch_gap_vs_agreed: number | null;
  };
  /** One row per account_id x as_of: the interaction log of the 90 days before by kind, and business reviews (QBR) of the year before. A touchpoint counts once somebody has logged it. Counts are 0 where there was nothing, and null where touchpoints are logged no more for any customer and more than a fifth of the window is missing (features.source_coverage). */
  'features.touch_mix': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** E-mails in 90 days. (touchpoints) */
    emails_90d: number | null;
    /** Calls in 90 days. (touchpoints) */
    calls_90d: number | null;
    /** Meetings in 90 days. (touchpoints) */
    meetings_90d: number | null;
    /** Visits in 90 days. (touchpoints) */
    visits_90d: number | null;
    /** Share of touchpoints that were meetings, visits or business reviews; null where there was none. (share) */
    share_touches_face_to_face_90d: number | null;
    /** Different contacts talked to in 90 days. (people) */
    contacts_touched_90d: number | null;
    /** Time spent on touchpoints in 90 days. (minutes) */
    touch_minutes_90d: number | null;
    /** Business reviews in 365 days. (touchpoints) */
    qbrs_365d: number | null;
    /** Days since the last business review; null where there was none in a year. (days) */
    days_since_qbr: number | null;
  };
  /** One row per account_id x as_of: different people with at least one event in the 7, 30 and 90 days before, by their role in the product. An account whose admins have gone silent is run by nobody, however busy its viewers are. A person counts once we know of them by the user list; people of our own company and test users are left out. Null where use is unknown, because the account has no workspace or because the product's feed has stopped and more than a fifth of the window is missing. */
  'features.usage_by_role': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** Admins who were active in 7 days. (people) */
    active_admins_7d: number | null;
    /** Admins who were active in 30 days. (people) */
    active_admins_30d: number | null;
    /** Admins who were active in 90 days. (people) */
    active_admins_90d: number | null;
    /** Members who were active in 7 days. (people) */
    active_members_7d: number | null;
    /** Members who were active in 30 days. (people) */
    active_members_30d: number | null;
    /** Members who were active in 90 days. (people) */
    active_members_90d: number | null;
    /** Viewers who were active in 7 days. (people) */
    active_viewers_7d: number | null;
    /** Viewers who were active in 30 days. (people) */
    active_viewers_30d: number | null;
    /** Viewers who were active in 90 days. (people) */
    active_viewers_90d: number | null;
  };
  /** One row per account_id x as_of: use in the last 4 weeks against the account's own 12 weeks before, by medians. Weeks before the first contract or before the product's feed began don't count; null where fewer than 6 of the 12 are left, or where use is unknown (features.source_coverage). */
  'features.usage_own_past': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** Median week of the 12 weeks that ended 4 weeks before. (user-days a week) */
    usual_user_days_a_week: number | null;
    /** Median of the last 4 weeks against that, in units of their spread; -3 is a fall far out of the ordinary. (robust standard deviations) */
    usage_robust_z: number | null;
  };
  /** One row per account_id x as_of: use in 30 days by size. By seat is null without seats, by employee without a known number of them, and all of it where use is unknown (features.source_coverage). The percentile is null among fewer than 5 peers. */
  'features.usage_per_size': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** User-days for each seat bought. (user-days a seat) */
    user_days_per_seat_30d: number | null;
    /** Logins for each seat bought. (logins a seat) */
    logins_per_seat_30d: number | null;
    /** Things done for each seat bought. (events a seat) */
    events_per_seat_30d: number | null;
    /** Active people as a share of the customer's employees. (share) */
    share_employees_active_30d: number | null;
    /** Accounts of the segment, itself among them, with known user-days per seat on the day; 0 where its own are unknown. (accounts) */
    usage_peers: number;
    /** Share of these peers with fewer user-days per seat; those level with it count half. (share) */
    usage_peer_percentile: number | null;
  };
  /** One row per account_id x as_of: how the customer's user-days by week (a user's day of use counts 1) moved over the 12 weeks before. Weeks before the first contract or before the product's feed began don't count; null where fewer than 4 are left (8 for the change), or where use is unknown (features.source_coverage). */
  'features.usage_trend': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** Least-squares slope over up to 12 weeks; 0 for steady use. (user-days a week per week) */
    usage_slope_12w: number | null;
    /** The slope as a share of the mean week; null where there was no use. (share a week) */
    usage_slope_relative_12w: number | null;
    /** Change of the last 4 weeks against the 4 before; null where there was no use then. (share) */
    usage_change_4w: number | null;
  };
  /** One row per account_id x as_of: how often the active users come. DAU is the average over the days of the window, WAU and MAU are active_users_7d and active_users_30d. Ratios are null where nobody was active: there is nobody to come often. Everything is null where use is unknown (features.source_coverage). */
  'features.user_frequency': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** Days of use in 30 days, counted once for each user. (user-days) */
    user_days_30d: number | null;
    /** Things done in 30 days. (events) */
    events_30d: number | null;
    /** DAU: users a day, averaged over 30 days. (people a day) */
    daily_users_30d: number | null;
    /** Users a day over 7 days as a share of WAU, 1 if everybody came every day. (share) */
    dau_wau_ratio: number | null;
    /** Users a day over 30 days as a share of MAU. (share) */
    dau_mau_ratio: number | null;
    /** Share of the users of 30 days who came in the last 7. (share) */
    wau_mau_ratio: number | null;
  };
  /** One row per account_id x as_of: progress of the current objectives against the part of their time that has passed since they were set. Null where there is no current objective that was measured and has a due day. */
  'features.value_realisation': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** Share of the measured objectives that are at most a tenth of the way behind. (share) */
    share_objectives_on_track: number | null;
    /** Mean progress less the part of the time that has passed: negative is behind. (share) */
    objective_progress_vs_plan: number | null;
  };
  /** One row per account_id x as_of: use in 30 days, scaled up for accounts that are younger. Null in the first 7 days, and where use is unknown (features.source_coverage). */
  'features.young_usage': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The day that the row speaks about, at 00:00 UTC. */
    as_of: Day;
    /** Days of the 30 on which there could have been use: since the first contract and since the feed began; null where nothing is known of either. (days) */
    days_observed_30d: number | null;
    /** Active days, as many as 30 such days would have; use before the contract is not counted. (days in 30) */
    active_days_scaled_30d: number | null;
    /** User-days per seat, as many as 30 such days would have; null without seats. (user-days a seat in 30 days) */
    user_days_per_seat_scaled_30d: number | null;
  };
  /** One row per account and stretch of CRM history in which it was a customer. An account is live as of a day if live_from lies strictly before it and live_to does not. An account that the CRM calls churned, or no longer lists, is not live. */
  'intermediate.int_account_lifetimes': {
    /** The CRM's id of the account. */
    account_id: string;
    /** Day of the first export that showed it so. */
    live_from: Day;
    /** Day of the first export that no longer did; null while it does. */
    live_to: Day | null;
  };
  /** One row per contact and stretch of time in which the CRM showed it as an active champion. As of a day the champion is in place if known_from lies strictly before it and champion_to does not. */
  'intermediate.int_champion_spells': {
    /** The CRM's id of the account. */
    account_id: string;
    /** The champion. */
    contact_id: string;
    /** Day of the first export that showed it so. */
    known_from: Day;
    /** First day as champion: known_from, or the day it became a contact where it was one from the start. */
    champion_from: Day;
    /** Day of the first export that no longer did; null while it does. */
    champion_to: Day | null;
  };
  /** One row per touchpoint with a known contact that was, for some time, the last one known. One that was logged only after a later one is never the last and is left out. */
  'intermediate.int_contact_touches': {
    /** The CRM's id of the touchpoint. */
    touchpoint_id: string;
    /** Whom it was with. */
    contact_id: string;
    /** When it took place, UTC. */
    occurred_at: Instant | null;
    /** Instant from which it had happened and was logged, UTC. */
    valid_from: Instant;
    /** Instant from which a later touchpoint was; null while there is none. */
    valid_to: Instant | null;
  };
  /** One row per workspace, who is counted, UTC day and day of arrival, to be added up: everybody with a plus, each of the vendor's staff and test users with a minus. A day on which only they were there adds up to no users. */
  'intermediate.int_customer_days': {
    /** The product's id of the customer. */
    workspace_id: string;
    /** everybody, or the id of the user who is taken away again. */
    who: string;
    /** UTC day of the events. */
    day: Day;
    /** UTC day on which the events became known. */
    arrived_on: Day;
    /** UTC day from which on the row counts: that day, or the later one on which we knew who it was. */
    known_on: Day;
    /** Users of the day; negative in what is taken away. (people) */
    count_users: number | null;
    /** Events; negative in what is taken away. (events) */
    count_events: number | null;
    /** Logins; negative in what is taken away. (events) */
    count_logins: number | null;
  };
  /** One row per system and UTC day on which at least one row of it, of any customer, became known. Of the CRM's full exports of accounts, the days on which one changed something. */
  'intermediate.int_feed_days': {
    /** The system, as in seeds.feeds. */
    feed: string;
    /** UTC day of arrival. */
    arrived_on: Day;
  };
  /** One row per workspace, user of the vendor's staff or for tests, UTC day and day of arrival: use that is none of the customer's. */
  'intermediate.int_internal_user_days': {
    /** The product's id of the customer. */
    workspace_id: string;
    /** The product's id of the user. */
    user_id: string;
    /** UTC day of the events. */
    day: Day;
    /** UTC day on which the events became known. */
    arrived_on: Day;
    /** UTC day from which on the row counts: that day, or the later one on which we knew who it was. */
    known_on: Day;
    /** 1 on the first known row of a user's day, else 0. (days) */
    count_days: number | null;
    /** Events. (events) */
    count_events: number | null;
    /** Logins among them. (events) */
    count_logins: number | null;
  };
  /** One row per user who belongs to the vendor's staff or is there for tests. */
  'intermediate.int_internal_users': {
    /** The product's id of the user. */
    user_id: string;
    /** UTC day on which we knew that the user is internal. */
    known_on: Day;
  };
  /** One row per play that the team ran with a customer, in its last version. */
  'intermediate.int_interventions': {
    /** The intervention. */
    intervention_id: string;
    /** The CRM's id of the account. */
    account_id: string;
    /** What was done. */
    play: string | null;
    /** When it began, UTC. */
    started_at: Instant;
    /** Day on which it ended; null while it runs. Believed only for as-of dates after it. */
    ended_on: Day | null;
    /** done, no_answer or declined; believed as ended_on is. */
    result: string | null;
    /** Instant from which on we could have seen this row, UTC. */
    known_at: Instant;
  };
  /** One row per account and stretch of time in one stage of its life. It holds on the mornings from stage_from on and before stage_to. A time in which the CRM did not list the account belongs to the stage before it. */
  'intermediate.int_lifecycle_history': {
    /** The CRM's id of the account. */
    account_id: string;
    /** onboarding, adopting, established or renewing. */
    lifecycle_stage: string;
    /** The stage before it; null for the first one. */
    stage_before: string | null;
    /** First morning in the stage. */
    stage_from: Day;
    /** First morning in the next one; null while there is none. */
    stage_to: Day | null;
  };
  /** One row per answer to "how likely are you to recommend us", with the role of the login that gave it. */
  'intermediate.int_nps_answers': {
    /** The survey tool's id of the answer. */
    response_id: string;
    /** The product's id of the customer. */
    workspace_id: string | null;
    /** The product's id of the user who answered. */
    user_id: string | null;
    /** admin, member or viewer; null where the product knows no such user. */
    user_role: string | null;
    /** The answer. (0 to 10) */
    score: number;
    /** When it was given, UTC. */
    responded_at: Instant | null;
    /** Instant from which on we could have seen it. */
    known_at: Instant | null;
  };
  /** One row per objective, with the stretch of time in which it was in force and known. */
  'intermediate.int_objective_history': {
    /** The objective. */
    objective_id: string;
    /** The CRM's id of the account. */
    account_id: string;
    /** What it is about. */
    kind: string | null;
    /** What is to be reached, in its unit. */
    target_value: number | null;
    /** Unit of the target. */
    unit: string | null;
    /** Day by which it is to be reached. */
    due_on: Day | null;
    /** Whether it replaced another one. */
    is_change: boolean;
    /** Instant from which it was set and known, UTC. */
    valid_from: Instant;
    /** Instant from which another one replaced it, UTC; null while none has. */
    replaced_at: Instant | null;
    /** Day on which it was closed; null while open. Believed only for as-of dates after it. */
    closed_on: Day | null;
    /** reached, missed or dropped; believed as closed_on is. */
    outcome: string | null;
  };
  /** One row per measurement of an objective, with the stretch of time in which it was the last one known. In parts per million of the target, so that averages are made of whole numbers; above a million where the target was exceeded. */
  'intermediate.int_objective_progress': {
    /** The measurement. */
    progress_id: string;
    /** The objective. */
    objective_id: string;
    /** When it was measured, UTC. */
    measured_at: Instant | null;
    /** Instant from which it was measured and known, UTC. */
    valid_from: Instant | null;
    /** Instant from which a later one was, UTC; null while there is none. */
    valid_to: Instant | null;
    /** Measured value as a part of the target; null where the target is 0 or unknown. (parts per million) */
    raw_ppm: number | null;
    /** The same, from 0 to a million. (parts per million) */
    progress_ppm: number | null;
  };
  /** One row per account that the success team has an onboarding plan for: since when, and when all that is required of it was reached (seeds.onboarding_milestones). */
  'intermediate.int_onboarding_completed': {
    /** The CRM's id of the account. */
    account_id: string;
    /** Day on which we first knew of a milestone. */
    plan_on: Day;
    /** Day on which the last required milestone was reached, or known if that was later; null while one is missing. */
    completed_on: Day | null;
  };
  /** One row per workspace, UTC day and day on which events of that day became known. Rebuilt for the days that new files touch. */
  'intermediate.int_product_days': {
    /** The product's id of the customer. */
    workspace_id: string;
    /** UTC day of the events. */
    day: Day;
    /** UTC day on which these events could first be seen. */
    known_on: Day;
    /** Events of that day that became known then. (events) */
    count_events: number | null;
    /** Logins among them. (events) */
    count_logins: number | null;
    /** Users whose first known events of that day became known then, so that users of a day add up. (people) */
    count_users: number | null;
    /** 1 on the first known row of a workspace's day, else 0, so that active days add up. (days) */
    count_days: number | null;
  };
  /** One row per workspace, user, event name, UTC day and day of arrival, for events in seeds.core_features or seeds.objective_features. Rebuilt for the days that new files touch. */
  'intermediate.int_product_feature_days': {
    /** The product's id of the customer. */
    workspace_id: string;
    /** The product's id of the user. */
    user_id: string;
    /** What was done. */
    event_name: string;
    /** UTC day of the events. */
    day: Day;
    /** UTC day on which these events could first be seen. */
    known_on: Day;
    /** Events of that name and day that became known then. (events) */
    count_events: number | null;
  };
  /** One row per workspace, user, UTC day, day of arrival and visit. Of the versions of a user's day, the one holds whose known_on lies strictly before the as-of date and whose replaced_on does not. Rebuilt for the days that new files touch. */
  'intermediate.int_product_sessions': {
    /** The product's id of the customer. */
    workspace_id: string;
    /** The product's id of the user. */
    user_id: string;
    /** UTC day of the visit. */
    day: Day;
    /** UTC day on which the last event that this version is made of arrived. */
    known_on: Day;
    /** Number of the visit within the user's day, from 1. */
    visit: number;
    /** UTC day on which a later event of that day arrived; null while none has. */
    replaced_on: Day | null;
    /** Events of the visit. (events) */
    count_events: number | null;
    /** From the first event of the visit to the last; 0 where there was one. (seconds) */
    seconds: number | null;
  };
  /** One row per workspace, user, UTC day and day on which events of that day became known. Rebuilt for the days that new files touch. */
  'intermediate.int_product_user_days': {
    /** The product's id of the customer. */
    workspace_id: string;
    /** The product's id of the user. */
    user_id: string;
    /** UTC day of the events. */
    day: Day;
    /** UTC day on which these events could first be seen. */
    known_on: Day;
    /** Events of that day that became known then. (events) */
    count_events: number | null;
    /** Logins among them. (events) */
    count_logins: number | null;
    /** 1 on the first known row of a user's day, else 0, so that a user's days add up. (days) */
    count_days: number | null;
  };
  /** One row per renewal decision, that is per contract end of an account. */
  'intermediate.int_renewal_decisions': {
    /** The CRM's id of the renewal. */
    decision_id: string;
    /** The CRM's id of the account. */
    account_id: string;
    /** First day of the term that is decided about. */
    term_start: Day | null;
    /** Day on which the contract ends. */
    decision_date: Day;
    /** renewed, expanded, contracted or churned; open while there is none. */
    outcome: string;
    /** Instant of the first sign of the outcome, notice or closing, UTC; null while open. */
    outcome_known_at: Instant | null;
    /** ARR that was up for renewal. (cents a year) */
    arr_before_cents: number | null;
    /** ARR that was renewed; 0 where churned. (cents a year) */
    arr_after_cents: number | null;
    /** The account's segment as the CRM had it at the contract's end. */
    segment: string | null;
  };
  /** One row per change of a subscription that was ever in force, with what it changed against the one before. Changes are null where the one before is not among the exports. */
  'intermediate.int_subscription_changes': {
    /** Billing's id of the change. */
    event_id: string;
    /** Billing's id of the customer. */
    customer_id: string | null;
    /** What happened. */
    event_type: string | null;
    /** Instant from which it is effective and known, UTC. */
    changed_at: Instant;
    /** Seats more than before; negative where fewer. A start counts from none. (seats) */
    seats_change: number | null;
    /** Worth a year more than before; negative where less. (cents a year) */
    annual_change_cents: number | null;
    /** Places up in the order of plans, negative for down; null at a start. (places) */
    plan_rank_change: number | null;
  };
  /** One row per change of a subscription, with the stretch of time in which it was the last one in force and known. */
  'intermediate.int_subscription_history': {
    /** Billing's id of the change. */
    event_id: string;
    /** Billing's id of the customer. */
    customer_id: string | null;
    /** The subscription. */
    subscription_id: string | null;
    /** What happened. */
    event_type: string | null;
    /** Plan from then on. */
    plan: string | null;
    /** Seats from then on. (seats) */
    seats: number | null;
    /** Worth a year from then on. (cents a year) */
    annual_amount_cents: number | null;
    /** ISO 4217 code. */
    currency: string | null;
    /** First day of the term. */
    term_start: Day | null;
    /** Day on which the term ends or is renewed. */
    term_end: Day | null;
    /** Instant from which it is effective and known, UTC. */
    valid_from: Instant | null;
    /** Instant from which a later change is, UTC; null while there is none. */
    valid_to: Instant | null;
  };
  /** One row per ticket, with the instants by which the SLA of its severity wants it answered and resolved. */
  'intermediate.int_support_tickets': {
    /** The help desk's id of the ticket. */
    ticket_id: string;
    /** The help desk's id of the customer. */
    org_id: number | null;
    /** critical, high, normal or low. */
    severity: string | null;
    /** What it is about. */
    topic: string | null;
    /** When it was opened, UTC. */
    opened_at: Instant | null;
    /** Instant from which on we could have seen the ticket. */
    known_at: Instant | null;
    /** Until when the SLA wants a first answer; null where seeds.sla_targets has no such severity. */
    respond_by: Instant | null;
    /** Until when the SLA wants it resolved; null likewise. */
    resolve_by: Instant | null;
    /** First answer of a human; null until then. */
    first_response_at: Instant | null;
    /** When it was escalated; null if never. */
    escalated_at: Instant | null;
    /** When it was reopened; null if never. */
    reopened_at: Instant | null;
    /** When it was resolved for good; null while open. */
    resolved_at: Instant | null;
    /** Rating of the answer, dated by csat_at; null if not rated. (1 to 5) */
    csat_score: number | null;
    /** When it was rated. */
    csat_at: Instant | null;
  };
  /** Invoices issued in a quarter, and those paid in it, as they stood at its end: the last version counts. A file can come again with corrections as `_corrected`. */
  'raw.billing__invoices': {
    invoice_id: string | null;
    customer_id: string | null;
    issued_on: Day | null;
    due_on: Day | null;
    paid_on: Day | null;
    amount: number | null;
    currency: string | null;
    status: string | null;
    _file_id: number | null;
    _record: number | null;
    _known_at: Instant | null;
  };
  /** Money that came in, half a year a file. */
  'raw.billing__payments': {
    payment_id: string | null;
    invoice_id: string | null;
    customer_id: string | null;
    paid_on: Day | null;
    amount: number | null;
    currency: string | null;
    method: string | null;
    _file_id: number | null;
    _record: number | null;
    _known_at: Instant | null;
  };
  /** What is subscribed to from which day on, one row per change: started, renewed, seats added within a term, cancelled. The first file brings what was running when the exports began. */
  'raw.billing__subscriptions': {
    event_id: string | null;
    customer_id: string | null;
    subscription_id: string | null;
    event_type: string | null;
    effective_on: Day | null;
    recorded_on: Day | null;
    plan: string | null;
    seats: number | null;
    annual_amount: number | null;
    currency: string | null;
    term_months: number | null;
    term_start: Day | null;
    term_end: Day | null;
    _file_id: number | null;
    _record: number | null;
    _known_at: Instant | null;
  };
  /** Every customer as the CRM shows it, one full export every second Monday, every Monday in the last half-year. A customer that is deleted is missing from the next export. */
  'raw.crm__accounts': {
    account_id: string | null;
    account_name: string | null;
    segment: string | null;
    industry: string | null;
    employees: number | null;
    owner: string | null;
    status: string | null;
    churn_reason: string | null;
    signed_on: Day | null;
    go_live_on: Day | null;
    contract_start: Day | null;
    renewal_date: Day | null;
    contract_term_months: number | null;
    arr: number | null;
    currency: string | null;
    agreed_touch_days: number | null;
    billing_customer_id: string | null;
    workspace_id: string | null;
    support_org_id: number | null;
    office_floor: number | null;
    sales_region: string | null;
    parent_account_id: string | null;
    valid_from: Day | null;
    valid_to: Day | null;
  };
  /** The people the CRM knows at each customer, a full export on the first of each month, those who left among them. */
  'raw.crm__contacts': {
    contact_id: string | null;
    account_id: string | null;
    full_name: string | null;
    email: string | null;
    title: string | null;
    role: string | null;
    status: string | null;
    created_on: Day | null;
    valid_from: Day | null;
    valid_to: Day | null;
  };
  /** News of a customer and of competitors at work there, from 1 (weak) to 3, half a year a file. */
  'raw.crm__market_signals': {
    signal_id: string | null;
    account_id: string | null;
    kind: string | null;
    strength: number | null;
    noted_at: Instant | null;
    _file_id: number | null;
    _record: number | null;
    _known_at: Instant | null;
  };
  /** What CSMs write down after talking to a customer, half a year a file. The text stays in raw. */
  'raw.crm__notes': {
    note_id: string | null;
    account_id: string | null;
    author: string | null;
    noted_at: Instant | null;
    body: string | null;
    _file_id: number | null;
    _record: number | null;
    _known_at: Instant | null;
  };
  /** Health scores that a CSM set by hand against the computed one, each with its reason and the days for which it holds, half a year a file. */
  'raw.crm__overrides': {
    override_id: string | null;
    account_id: string | null;
    author: string | null;
    reason: string | null;
    score: number | null;
    noted_at: Instant | null;
    holds_from: Day | null;
    holds_until: Day | null;
    _file_id: number | null;
    _record: number | null;
    _known_at: Instant | null;
  };
  /** The CSM's own rating of an account from 1 (worst) to 5, with the day it expires, half a year a file. */
  'raw.crm__pulse': {
    pulse_id: string | null;
    account_id: string | null;
    author: string | null;
    rating: number | null;
    noted_at: Instant | null;
    expires_on: Day | null;
    _file_id: number | null;
    _record: number | null;
    _known_at: Instant | null;
  };
  /** Renewals that were closed, won or lost, half a year a file. What became of a contract at its end. */
  'raw.crm__renewals': {
    renewal_id: string | null;
    account_id: string | null;
    term_start: Day | null;
    contract_end: Day | null;
    term_months: number | null;
    stage: string | null;
    notice_at: Instant | null;
    closed_at: Instant | null;
    arr_before: number | null;
    arr_after: number | null;
    currency: string | null;
    loss_reason: string | null;
    _file_id: number | null;
    _record: number | null;
    _known_at: Instant | null;
  };
  /** What a CSM pins to an account, good or bad, with the day it expires, half a year a file. */
  'raw.crm__tags': {
    tag_id: string | null;
    account_id: string | null;
    tag: string | null;
    author: string | null;
    noted_at: Instant | null;
    expires_on: Day | null;
    _file_id: number | null;
    _record: number | null;
    _known_at: Instant | null;
  };
  /** Calls, e-mails, meetings, QBRs and visits with customers, half a year a file. CSMs log them up to a week later. */
  'raw.crm__touchpoints': {
    touchpoint_id: string | null;
    account_id: string | null;
    contact_id: string | null;
    kind: string | null;
    occurred_at: Instant | null;
    logged_at: Instant | null;
    duration_minutes: number | null;
    _file_id: number | null;
    _record: number | null;
    _known_at: Instant | null;
  };
  /** Each month's newsletter per customer, measured a day later, half a year a file. */
  'raw.marketing__campaigns': {
    send_id: string | null;
    account_id: string | null;
    campaign: string | null;
    measured_at: Instant | null;
    emails_sent: number | null;
    marketing_emails_opened: number | null;
    _file_id: number | null;
    _record: number | null;
    _known_at: Instant | null;
  };
  /** What users did, by the time it was received: a Parquet archive per past month, a compressed JSONL file per day of the last one. Phones that were offline deliver days later. */
  'raw.product__events': {
    event_id: number | null;
    occurred_at: Instant | null;
    received_at: Instant | null;
    workspace_id: string | null;
    user_id: string | null;
    event_name: string | null;
    client_version: string | null;
    _file_id: number | null;
    _record: number | null;
    _known_at: Instant | null;
  };
  /** Other systems that customers have connected, or mean to, a full export on the first of each month. */
  'raw.product__integrations': {
    integration_id: string | null;
    workspace_id: string | null;
    integration: string | null;
    status: string | null;
    planned_on: Day | null;
    connected_on: Day | null;
    in_daily_process: boolean | null;
    valid_from: Day | null;
    valid_to: Day | null;
  };
  /** The last sync of each connected integration in each week in which it had one, half a year a file. */
  'raw.product__syncs': {
    sync_id: string | null;
    integration_id: string | null;
    workspace_id: string | null;
    synced_at: Instant | null;
    records: number | null;
    _file_id: number | null;
    _record: number | null;
    _known_at: Instant | null;
  };
  /** People with a login, half a year a file: those created in it and, again, those deactivated in it. The last version counts. */
  'raw.product__users': {
    user_id: string | null;
    workspace_id: string | null;
    email: string | null;
    user_role: string | null;
    created_at: Instant | null;
    deactivated_at: Instant | null;
    _file_id: number | null;
    _record: number | null;
    _known_at: Instant | null;
  };
  /** Stars that customers' people gave us in public, by the half-year in which they were collected. */
  'raw.reviews__reviews': {
    review_id: string | null;
    account_id: string | null;
    site: string | null;
    rating: number | null;
    posted_at: Instant | null;
    collected_at: Instant | null;
    _file_id: number | null;
    _record: number | null;
    _known_at: Instant | null;
  };
  /** Plays that the team ran with a customer, half a year a file: those begun in it and, again, those ended in it. The last version counts. */
  'raw.success__interventions': {
    intervention_id: string | null;
    account_id: string | null;
    play: string | null;
    owner: string | null;
    started_at: Instant | null;
    ended_on: Day | null;
    result: string | null;
    _file_id: number | null;
    _record: number | null;
    _known_at: Instant | null;
  };
  /** What onboarding is to reach and by when, half a year a file: milestones created in it and, again, those reached in it. The last version counts. */
  'raw.success__milestones': {
    milestone_id: string | null;
    account_id: string | null;
    milestone: string | null;
    planned_on: Day | null;
    created_at: Instant | null;
    reached_on: Day | null;
    _file_id: number | null;
    _record: number | null;
    _known_at: Instant | null;
  };
  /** How far an objective was when somebody measured it, half a year a file. */
  'raw.success__objective_progress': {
    progress_id: string | null;
    objective_id: string | null;
    account_id: string | null;
    value: number | null;
    measured_at: Instant | null;
    _file_id: number | null;
    _record: number | null;
    _known_at: Instant | null;
  };
  /** What a customer wants to reach with the product, half a year a file: objectives set in it and, again, those closed in it. A changed objective is a new one that replaces the old. The last version counts. */
  'raw.success__objectives': {
    objective_id: string | null;
    account_id: string | null;
    kind: string | null;
    target_value: number | null;
    unit: string | null;
    set_at: Instant | null;
    due_on: Day | null;
    replaces_objective_id: string | null;
    closed_on: Day | null;
    outcome: string | null;
    _file_id: number | null;
    _record: number | null;
    _known_at: Instant | null;
  };
  /** Tickets opened in a month, and those on which something happened in it, as they stood at its end: the last version counts. */
  'raw.support__tickets': {
    ticket_id: string | null;
    org_id: number | null;
    severity: string | null;
    topic: string | null;
    body: string | null;
    opened_at: Instant | null;
    first_response_at: Instant | null;
    escalated_at: Instant | null;
    reopened_at: Instant | null;
    resolved_at: Instant | null;
    csat_score: number | null;
    csat_at: Instant | null;
    _file_id: number | null;
    _record: number | null;
    _known_at: Instant | null;
  };
  /** "How satisfied are you with the product", 1 to 5, asked now and then, half a year a file. */
  'raw.surveys__csat': {
    response_id: string | null;
    workspace_id: string | null;
    user_id: string | null;
    score: number | null;
    responded_at: Instant | null;
    _file_id: number | null;
    _record: number | null;
    _known_at: Instant | null;
  };
  /** "How likely are you to recommend us", 0 to 10, one campaign a quarter. A campaign's answers are known when its file is delivered, and a file can be late. */
  'raw.surveys__nps': {
    response_id: string | null;
    workspace_id: string | null;
    user_id: string | null;
    score: number | null;
    responded_at: Instant | null;
    _file_id: number | null;
    _record: number | null;
    _known_at: Instant | null;
  };
  /** The product events that carry the value of the product. Everything else is everyday use. */
  'seeds.core_features': {
    /** Name of the event in the product's exports */
    event_name: string;
    /** The feature as customers know it; several events may be of one */
    feature: string | null;
  };
  /** The systems whose exports we read, and how many days without a row from any customer are nothing unusual. */
  'seeds.feeds': {
    /** The system */
    feed: string;
    /** More whole days than this without a row mean that the feed has stopped */
    allowed_silence_days: number | null;
  };
  /** E-mail domains of the vendor's own staff and of test users, who are no sign of adoption. */
  'seeds.internal_domains': {
    /** Part of the address after the @ */
    domain: string;
    /** internal or test */
    kind: string | null;
  };
  /** Words that tell a mood, in lower case and as they stand in a text. */
  'seeds.lexicon': {
    /** One word */
    term: string;
    /** 1 for a good mood, -1 for a bad one */
    polarity: number | null;
  };
  /** Kinds of news about a customer, and which way each points. */
  'seeds.market_signals': {
    /** Kind as the CRM names it */
    kind: string;
    /** good or bad for the customer's staying */
    effect: string | null;
  };
  /** Words that turn the meaning of a word soon after them round. */
  'seeds.negations': {
    /** One word */
    term: string;
  };
  /** The Net Promoter Score that is usual in an industry. */
  'seeds.nps_benchmarks': {
    /** Industry as the CRM names it */
    industry: string;
    /** Promoters minus detractors in per cent of all answers, -100 to 100 */
    nps_benchmark: number | null;
  };
  /** Which product events serve which kind of a customer's objective. */
  'seeds.objective_features': {
    /** Kind of the objective as the success team names it */
    kind: string;
    /** Name of the event in the product's exports */
    event_name: string;
  };
  /** The steps that a new customer goes through, in their order. */
  'seeds.onboarding_milestones': {
    /** Milestone as the success team names it */
    milestone: string;
    /** Place in the order, 1 the first */
    position: number | null;
    /** Days from the start of the contract to the day it is due */
    due_days: number | null;
    /** Whether onboarding cannot end without it */
    is_required: boolean | null;
  };
  /** The plans on sale, from smallest to largest. */
  'seeds.plans': {
    /** Plan as billing names it */
    plan: string;
    /** Place in the order of plans, 1 the smallest */
    plan_rank: number | null;
    /** List price of one seat for a year in cents */
    annual_price_cents: number | null;
  };
  /** Of customers with so many warning signs (features.account_value) a quarter before the contract's end, the share that left. Take it from your own past renewals once you have some; the last row stands for more signs, too. */
  'seeds.risk_by_signs': {
    /** Number of warning signs */
    warning_signs: number;
    /** Share that left, 0 to 1 */
    risk: number | null;
  };
  /** What the contracts promise per ticket severity, in hours from opening. */
  'seeds.sla_targets': {
    /** Ticket severity */
    severity: string;
    /** Hours to the first response */
    first_response_hours: number | null;
    /** Hours to the resolution */
    resolution_hours: number | null;
  };
  /** The tags that CSMs put on customers, and whether each tells of risk or of confidence. */
  'seeds.tags': {
    /** Tag as the CRM names it */
    tag: string;
    /** risk or confidence */
    kind: string | null;
  };
  /** Every live account of each as-of date of a run. */
  'spine.account_as_of': {
    /** The account. */
    account_id: string;
    /** The day that is spoken about, at 00:00 UTC. */
    as_of: Day;
  };
  /** One row per invoice, in its last version. Only paid_on and status change after issue, both dated by paid_on. */
  'staging.stg_billing__invoices': {
    /** Invoice */
    invoice_id: string;
    /** Customer in billing; a few are unknown to the CRM */
    customer_id: string;
    /** Day of issue */
    issued_on: Day;
    /** Day it is due */
    due_on: Day;
    /** Day it was paid in full; null while open. Believed only for as-of dates after it */
    paid_on: Day | null;
    /** Amount (cents) */
    amount_cents: number;
    /** ISO code of amount_cents */
    currency: string | null;
    /** open or paid, as of the last export: read paid_on instead */
    status: string | null;
    /** Instant from which on we could have seen this row */
    known_at: Instant;
  };
  /** One row per payment received. */
  'staging.stg_billing__payments': {
    /** Payment */
    payment_id: string;
    /** Invoice it pays, in whole or in part */
    invoice_id: string;
    /** Customer in billing */
    customer_id: string;
    /** Day it came in */
    paid_on: Day;
    /** Amount (cents) */
    amount_cents: number;
    /** ISO code of amount_cents */
    currency: string | null;
    /** card or bank_transfer */
    method: string | null;
    /** Instant from which on we could have seen this row */
    known_at: Instant;
  };
  /** One row per change of a subscription: what is subscribed to from its effective day on, until the next change. */
  'staging.stg_billing__subscriptions': {
    /** Change */
    event_id: string;
    /** Customer in billing */
    customer_id: string;
    /** Subscription */
    subscription_id: string | null;
    /** started, renewed, seats_added or cancelled */
    event_type: string | null;
    /** First day on which it holds */
    effective_on: Day;
    /** Plan */
    plan: string | null;
    /** Seats bought from that day on; 0 once cancelled (seats) */
    seats: number;
    /** Annual recurring revenue from that day on (cents) */
    annual_amount_cents: number;
    /** ISO code of annual_amount_cents */
    currency: string | null;
    /** Length of the term (months) */
    term_months: number | null;
    /** First day of the term */
    term_start: Day | null;
    /** Day on which the term ends */
    term_end: Day | null;
    /** Instant from which on we could have seen this row: the day billing recorded it */
    known_at: Instant;
  };
  /** One row per account and stretch of time in which the CRM showed it unchanged, with the ids it has in the other systems. */
  'staging.stg_crm__accounts': {
    /** The project's account id */
    account_id: string;
    /** Name as the CRM has it; commas and line breaks occur */
    account_name: string | null;
    /** smb, mid_market or enterprise */
    segment: string | null;
    /** Industry */
    industry: string | null;
    /** Employees of the customer (people) */
    employees: number | null;
    /** CSM in charge */
    owner: string | null;
    /** active, in_notice or churned; the outcome itself once it is known, so no feature reads it */
    status: string | null;
    /** Why the customer left; null until it has left */
    churn_reason: string | null;
    /** Day of the first contract */
    signed_on: Day | null;
    /** Day on which onboarding ended; null while it lasts */
    go_live_on: Day | null;
    /** First day of the current term */
    term_start: Day | null;
    /** Last day of the current term, when it is renewed or ends */
    renewal_date: Day | null;
    /** Length of the current term (months) */
    term_months: number | null;
    /** Annual recurring revenue; 0 once churned (cents) */
    arr_cents: number | null;
    /** ISO code of arr_cents */
    currency: string | null;
    /** Longest time between two touchpoints that was agreed with the customer (days) */
    agreed_touch_days: number | null;
    /** The customer in billing */
    billing_customer_id: string | null;
    /** The customer in the product and its surveys */
    workspace_id: string | null;
    /** The customer in the help desk; a few have none */
    support_org_id: number | null;
    /** Floor of the customer's office: noise, kept to show that it is found to be noise */
    office_floor: number | null;
    /** Sales region; null before the CRM exported it */
    sales_region: string | null;
    /** Account at the head of its group; null for the head itself and for those in no group */
    parent_account_id: string | null;
    /** Day of the export from which on this content was seen; true of an as-of date strictly after it */
    valid_from: Day;
    /** Day of the first export that no longer shows it; true of as-of dates up to and including it, null while it lasts */
    valid_to: Day | null;
  };
  /** One row per contact and stretch of time in which the CRM showed it unchanged. Names and addresses stay in raw. */
  'staging.stg_crm__contacts': {
    /** Contact */
    contact_id: string;
    /** Account it belongs to */
    account_id: string;
    /** Part the person plays in the renewal */
    role: string | null;
    /** Job title */
    title: string | null;
    /** False from the export on in which the CRM says that the person left */
    is_active: boolean;
    /** Day on which the person became a contact */
    created_on: Day | null;
    /** Day of the export from which on this content was seen; true of an as-of date strictly after it */
    valid_from: Day;
    /** Day of the first export that no longer shows it; true of as-of dates up to and including it, null while it lasts */
    valid_to: Day | null;
  };
  /** One row per piece of news of a customer or of a competitor's work there. */
  'staging.stg_crm__market_signals': {
    /** Signal */
    signal_id: string;
    /** Account */
    account_id: string;
    /** Kind of news; seeds.market_signals says whether it is good or bad for us */
    kind: string;
    /** 1 (weak) to 3 */
    strength: number;
    /** When it was noted (UTC) */
    noted_at: Instant;
    /** Instant from which on we could have seen this row */
    known_at: Instant;
  };
  /** One row per note that a CSM took, without its text. */
  'staging.stg_crm__notes': {
    /** Note */
    note_id: string;
    /** Account */
    account_id: string;
    /** CSM who took it */
    author: string | null;
    /** When it was taken (UTC) */
    noted_at: Instant;
    /** Instant from which on we could have seen this row */
    known_at: Instant;
  };
  /** One row per score that a CSM set by hand. */
  'staging.stg_crm__overrides': {
    /** Override */
    override_id: string;
    /** Account */
    account_id: string;
    /** CSM who set it */
    author: string;
    /** Why, from the CRM's pick list; no free text */
    reason: string;
    /** The score that counts instead */
    score: number;
    /** When it was set (UTC) */
    noted_at: Instant;
    /** First day on which it counts */
    holds_from: Day;
    /** First day on which it no longer counts */
    holds_until: Day;
    /** Instant from which on we could have seen this row */
    known_at: Instant;
  };
  /** One row per rating that a CSM gave an account. */
  'staging.stg_crm__pulse': {
    /** Rating */
    pulse_id: string;
    /** Account */
    account_id: string;
    /** CSM who gave it */
    author: string | null;
    /** 1 (worst) to 5 */
    rating: number;
    /** When it was given */
    noted_at: Instant;
    /** First day on which it no longer counts */
    expires_on: Day | null;
    /** Instant from which on we could have seen this row */
    known_at: Instant;
  };
  /** One row per renewal that was closed, won or lost. What the back-test is judged against; no feature reads it. */
  'staging.stg_crm__renewals': {
    /** Renewal */
    renewal_id: string;
    /** Account */
    account_id: string;
    /** First day of the term that ended */
    term_start: Day;
    /** Day on which the term ended: the decision date */
    contract_end: Day;
    /** Length of the term that ended (months) */
    term_months: number | null;
    /** closed_won or closed_lost */
    stage: string | null;
    /** When the customer gave notice; null where it gave none */
    notice_at: Instant | null;
    /** When the renewal was closed in the CRM; before the contract's end where it was signed early */
    closed_at: Instant;
    /** Annual recurring revenue of the term that ended (cents) */
    arr_before_cents: number | null;
    /** Annual recurring revenue of the term that follows; 0 if churned (cents) */
    arr_after_cents: number | null;
    /** ISO code of the amounts */
    currency: string | null;
    /** Why it was lost */
    loss_reason: string | null;
    /** Instant from which on we could have seen this row */
    known_at: Instant;
  };
  /** One row per tag that a CSM pinned to an account. */
  'staging.stg_crm__tags': {
    /** Pinning of a tag */
    tag_id: string;
    /** Account */
    account_id: string;
    /** What was pinned; seeds.tags says whether it is a risk or a sign of confidence */
    tag: string;
    /** CSM who pinned it */
    author: string | null;
    /** When it was pinned (UTC) */
    noted_at: Instant;
    /** First day on which it no longer counts; null where it holds until further notice */
    expires_on: Day | null;
    /** Instant from which on we could have seen this row */
    known_at: Instant;
  };
  /** One row per touchpoint with a customer. */
  'staging.stg_crm__touchpoints': {
    /** Touchpoint */
    touchpoint_id: string;
    /** Account */
    account_id: string;
    /** Whom it was with; null where nobody in particular */
    contact_id: string | null;
    /** Kind of touchpoint */
    kind: string | null;
    /** When it took place (UTC) */
    occurred_at: Instant;
    /** How long it took (minutes) */
    duration_minutes: number | null;
    /** Instant from which on we could have seen this row: when the CSM logged it */
    known_at: Instant;
  };
  /** One row per customer and newsletter. */
  'staging.stg_marketing__campaigns': {
    /** Send */
    send_id: string;
    /** Account */
    account_id: string;
    /** Newsletter */
    campaign: string | null;
    /** When the opens were counted (UTC) */
    measured_at: Instant;
    /** E-mails sent to the customer (e-mails) */
    emails_sent: number;
    /** E-mails opened by the customer: noise, kept to show that it is found to be noise (e-mails) */
    marketing_emails_opened: number;
    /** Instant from which on we could have seen this row */
    known_at: Instant;
  };
  /** One row per thing that a user did in the product. */
  'staging.stg_product__events': {
    /** Event */
    event_id: number;
    /** Customer in the product; trial workspaces are unknown to the CRM */
    workspace_id: string;
    /** User who did it */
    user_id: string;
    /** What was done; login begins a visit */
    event_name: string;
    /** When it was done (UTC) */
    occurred_at: Instant;
    /** UTC day on which it was done */
    occurred_on: Day;
    /** Version of the client; null before it was sent */
    client_version: string | null;
    /** Instant from which on we could have seen this row: when it was received */
    known_at: Instant;
    /** UTC day of known_at */
    known_on: Day;
  };
  /** One row per integration and stretch of time in which the product showed it unchanged. */
  'staging.stg_product__integrations': {
    /** Integration of one customer */
    integration_id: string;
    /** Customer in the product */
    workspace_id: string;
    /** Kind of system that is connected */
    integration: string;
    /** planned, connected or disconnected */
    status: string;
    /** Day on which it was planned */
    planned_on: Day | null;
    /** Day on which it was first connected; null before */
    connected_on: Day | null;
    /** Whether the customer's own daily process runs over it */
    in_daily_process: boolean | null;
    /** Day of the export from which on this content was seen; true of an as-of date strictly after it */
    valid_from: Day;
    /** Day of the first export that no longer shows it; true of as-of dates up to and including it, null while it lasts */
    valid_to: Day | null;
  };
  /** One row per integration and week with syncs: the last one of the week. */
  'staging.stg_product__syncs': {
    /** Sync */
    sync_id: string;
    /** Integration that synced */
    integration_id: string;
    /** Customer in the product */
    workspace_id: string;
    /** When (UTC) */
    synced_at: Instant;
    /** Records that were moved in that week (records) */
    records: number | null;
    /** Instant from which on we could have seen this row */
    known_at: Instant;
  };
  /** One row per person with a login, in its last version. Addresses stay in raw; only whether they are the vendor's own comes through. */
  'staging.stg_product__users': {
    /** User */
    user_id: string;
    /** Customer in the product; trial workspaces are unknown to the CRM */
    workspace_id: string;
    /** admin, member or viewer */
    user_role: string | null;
    /** True for the vendor's staff and test users: they are no sign of adoption */
    is_internal: boolean;
    /** When the login was made */
    created_at: Instant;
    /** When it was closed; null while open. Believed only for as-of dates after it */
    deactivated_at: Instant | null;
    /** Instant from which on we could have seen this row */
    known_at: Instant;
  };
  /** One row per review of us that somebody of a customer wrote in public. */
  'staging.stg_reviews__reviews': {
    /** Review */
    review_id: string;
    /** Account */
    account_id: string;
    /** Where it was posted */
    site: string | null;
    /** 1 (worst) to 5 stars */
    rating: number;
    /** When it was posted (UTC) */
    posted_at: Instant;
    /** Instant from which on we could have seen this row: when it was collected */
    known_at: Instant;
  };
  /** One row per play that the team ran with a customer, in its last version. */
  'staging.stg_success__interventions': {
    /** Intervention */
    intervention_id: string;
    /** Account */
    account_id: string;
    /** What was done */
    play: string;
    /** CSM who did it */
    owner: string | null;
    /** When it began */
    started_at: Instant;
    /** Day on which it ended; null while it runs. Believed only for as-of dates after it */
    ended_on: Day | null;
    /** done, no_answer or declined; null while it runs, and believed as ended_on is */
    result: string | null;
    /** Instant from which on we could have seen this row */
    known_at: Instant;
  };
  /** One row per milestone of an account's onboarding, in its last version. */
  'staging.stg_success__milestones': {
    /** Milestone */
    milestone_id: string;
    /** Account */
    account_id: string;
    /** What is to be reached */
    milestone: string;
    /** Day by which it was to be reached */
    planned_on: Day | null;
    /** When it was planned */
    created_at: Instant;
    /** Day on which it was reached; null while it is not. Believed only for as-of dates after it */
    reached_on: Day | null;
    /** Instant from which on we could have seen this row */
    known_at: Instant;
  };
  /** One row per measurement of an objective. */
  'staging.stg_success__objective_progress': {
    /** Measurement */
    progress_id: string;
    /** Objective */
    objective_id: string;
    /** Account */
    account_id: string;
    /** What was measured, in the objective's unit */
    value: number;
    /** When it was measured */
    measured_at: Instant;
    /** Instant from which on we could have seen this row */
    known_at: Instant;
  };
  /** One row per objective of a customer, in its last version. A changed objective is a row of its own. */
  'staging.stg_success__objectives': {
    /** Objective */
    objective_id: string;
    /** Account */
    account_id: string;
    /** What it is about; seeds.objective_features has the events that serve it */
    kind: string;
    /** What the customer wants to reach, in its unit */
    target_value: number | null;
    /** Unit of the target and of measured values */
    unit: string | null;
    /** When it was agreed on */
    set_at: Instant;
    /** Day by which it is to be reached */
    due_on: Day | null;
    /** Objective that it replaced; null where it is no change of one */
    replaces_objective_id: string | null;
    /** Day on which it was closed; null while open. Believed only for as-of dates after it */
    closed_on: Day | null;
    /** reached, missed or dropped; null while open, and believed as closed_on is */
    outcome: string | null;
    /** Instant from which on we could have seen this row */
    known_at: Instant;
  };
  /** One row per ticket, in its last version. What happens to it later is dated: response, escalation, reopening, resolution, rating. */
  'staging.stg_support__tickets': {
    /** Ticket */
    ticket_id: string;
    /** Customer in the help desk; a few are unknown to the CRM */
    org_id: number;
    /** critical, high, normal or low */
    severity: string | null;
    /** What it is about */
    topic: string | null;
    /** When it was opened (UTC) */
    opened_at: Instant;
    /** First answer of a human; null until then */
    first_response_at: Instant | null;
    /** When it was escalated; null if never */
    escalated_at: Instant | null;
    /** When it was reopened after a first resolution; null if never */
    reopened_at: Instant | null;
    /** When it was resolved for good; null while open. Believed only for as-of dates after it */
    resolved_at: Instant | null;
    /** Rating of the answer, 1 to 5, dated by csat_at; null if not rated */
    csat_score: number | null;
    /** When it was rated */
    csat_at: Instant | null;
    /** Instant from which on we could have seen this row */
    known_at: Instant;
  };
  /** One row per answer to "how satisfied are you with the product". */
  'staging.stg_surveys__csat': {
    /** Answer */
    response_id: string;
    /** Customer in the product */
    workspace_id: string;
    /** User who answered */
    user_id: string | null;
    /** 1 (worst) to 5 */
    score: number;
    /** When it was given (UTC) */
    responded_at: Instant;
    /** Instant from which on we could have seen this row */
    known_at: Instant;
  };
  /** One row per answer to "how likely are you to recommend us". */
  'staging.stg_surveys__nps': {
    /** Answer */
    response_id: string;
    /** Customer in the product */
    workspace_id: string;
    /** User who answered */
    user_id: string | null;
    /** 0 (worst) to 10 */
    score: number;
    /** When it was given (UTC) */
    responded_at: Instant;
    /** Instant from which on we could have seen this row: when the campaign's file was delivered */
    known_at: Instant;
  };
}
