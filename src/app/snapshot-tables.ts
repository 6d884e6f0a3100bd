import { calendarDates } from '../core/plan/calendar.ts';
import { addDays } from '../core/plan/days.ts';
import type { Plan } from '../core/plan/make-plan.ts';
import type { PublishedTable } from '../core/publish/published-table.ts';
import { calendarTables } from '../stages/publish/tables/calendar-tables.ts';
import { publishedTables } from '../stages/publish/tables/published-tables.ts';

/** `explain` says what moved since this many days before: the serving file keeps the calendar's readings from there on. */
const CHANGE_DAYS = 30;

/** The tables that a plan publishes, filled in with its models and scorecards. */
export function snapshotTables(plan: Plan, snapshotId: string): PublishedTable[] {
  const { project } = plan;
  const features = project.models
    .filter((model) => model.layer === 'features' && model.relation !== project.settings.accounts.profile)
    .map(({ name, config }) => ({
      name,
      columns: config.columns
        .filter((column) => column.name !== 'account_id' && column.name !== 'as_of')
        .map(({ name: column, type, description, unit }) => ({ name: column, type, description, unit })),
    }));
  const scorecards = project.scorecards.map(({ card }) => ({
    name: card.name,
    bands: card.bands.map((band) => band.name),
    scale: { min: card.scale.min, max: card.scale.max },
  }));
  return publishedTables({ ...inputs(plan, snapshotId), features, scorecards });
}

export function servingOnlyTables(plan: Plan, snapshotId: string): PublishedTable[] {
  const before = calendarDates(plan.project.settings.calendar, addDays(plan.asOf, -CHANGE_DAYS)).at(-1);
  return calendarTables({ ...inputs(plan, snapshotId), from: before ?? plan.asOf });
}

function inputs(plan: Plan, snapshotId: string) {
  const marks = plan.project.scorecards.flatMap(({ card }) =>
    (card.scale.letters ?? []).map((mark) => ({ ...mark, score: card.name })),
  );
  return { snapshotId, asOf: plan.asOf, profile: plan.project.settings.accounts.profile, marks };
}
