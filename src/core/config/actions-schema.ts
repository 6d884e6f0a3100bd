import { z } from 'zod';
import { name, relation, share } from './names.ts';
import { condition, featureRef } from './scorecard-condition-schema.ts';

/** What an alert can be about. */
const ALERT_KINDS = ['band_drop', 'score_drop', 'red_flag', 'stale_data'] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

const days = z.int().min(0).max(3650);

/** What begins again within so many days of its end is the same alert, and it has ended once it was quiet for longer. */
const cool_down_days = days.default(14);

const alerts = z.strictObject({
  /** Scorecards that are watched; all of them where nothing is written. */
  scores: z.array(name).min(1).optional(),
  /** Kinds that are not wanted. */
  without: z.array(z.enum(ALERT_KINDS)).default([]),
  /** The band is worse than the best one of so many days. */
  band_drop: z.strictObject({ days: days.default(90), cool_down_days }).prefault({}),
  /** The score is lower than so many days before by this share of the scale at least; by twice the share it is severe. */
  score_drop: z
    .strictObject({ share_of_scale: share.default(0.1), days: days.default(30), cool_down_days })
    .prefault({}),
  /** A rule of the scorecard that caps the score, or puts it into another band than the best, holds. */
  red_flag: z.strictObject({ cool_down_days }).prefault({}),
  /** Less of the weight is known than this, or than the scorecard's minimum coverage; or one of the sources has stopped. */
  stale_data: z
    .strictObject({
      coverage_below: share.optional(),
      sources: z
        .array(z.strictObject({ reason: z.string().min(1), when: z.array(condition).min(1) }))
        .default([]),
      cool_down_days,
    })
    .prefault({}),
});

/** One thing that a scenario asks: an alert, a band, or a feature. */
const circumstance = z.union([
  z.strictObject({ alert: z.enum(ALERT_KINDS), score: name.optional() }),
  z.strictObject({ band: z.array(name).min(1), score: name }),
  condition,
]);
export type Circumstance = z.infer<typeof circumstance>;

const play = z.strictObject({
  name,
  /** The scenario: where all of it holds, the play is fired, once for as long as it holds. */
  when: z.array(circumstance).min(1),
  /** Why, in the words of the one who has to do it. */
  reason: z.string().min(1),
  /** `account`: the account's owner; else a role. */
  owner: name.default('account'),
  /** Who has it where the account has no owner. */
  without_owner: name.default('unassigned'),
  due_in_days: days,
  steps: z.array(z.string().min(1)).min(1),
  /** Whom it goes to when it is still undone so many days after it was due. */
  escalate: z.strictObject({ after_days: days, to: name }).optional(),
  /** A scenario that comes back within so many days is the same one. */
  again_after_days: days.default(30),
  /** What it is called where the team writes down what it undertook; its own name where nothing is written. */
  answered_by: z.array(z.string().min(1)).optional(),
});
export type Play = z.infer<typeof play>;

/** How many accounts an owner can take up in a week, and what puts one before another. */
const queue = z.strictObject({
  /** The score whose distance from its best is the risk; the first scorecard where nothing is written. */
  risk: name.optional(),
  per_owner: z.int().min(1).default(10),
  /** By owner, where it differs. */
  owners: z.record(z.string().min(1), z.int().min(1)).default({}),
});

/** When to be in touch next. */
const engagement = z.strictObject({
  /** How far ahead points are listed. */
  horizon_days: z.int().min(1).max(365).default(90),
  /** Feature with the days between touchpoints that were agreed with the account. */
  agreed_days: featureRef.optional(),
  /** Feature with the days since the last touchpoint. */
  days_since_touch: featureRef.optional(),
  /** By lifecycle stage: never longer apart than this. */
  at_most_days: z.record(name, z.int().min(1)).default({}),
  /** Days before the renewal on which it is talked about. */
  before_renewal: z.array(z.int().min(0).max(730)).default([90, 60, 30]),
  /** History of objectives: objective_id, account_id, due_on, valid_from, replaced_at, closed_on. */
  objectives: relation.optional(),
});

/** models/scores/_actions.yml: what follows from the scores. All of it may be left out. */
export const actionsFile = z.strictObject({
  alerts: alerts.prefault({}),
  plays: z.array(play).default([]),
  /** What the team undertook: account_id, play, started_at, ended_on, result, known_at. Answers plays. */
  interventions: relation.optional(),
  queue: queue.prefault({}),
  engagement: engagement.prefault({}),
});
export type Actions = z.infer<typeof actionsFile>;
