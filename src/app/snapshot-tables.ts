import { addDays } from '../core/config/days.ts';
import type { Measure, Scorecard } from '../core/config/scorecard-schema.ts';
import { calendarDates } from '../core/plan/calendar.ts';
import { hasStep, type Plan } from '../core/plan/make-plan.ts';
import type { PreparedTable, PublishedTable } from '../core/publish/published-table.ts';
import { canonicalScorecard } from '../core/score/canonical-scorecard.ts';
import { backtestReadingsTable } from '../stages/publish/tables/backtest-readings.ts';
import { calendarTables } from '../stages/publish/tables/calendar-tables.ts';
import { preparedTables, publishedTables } from '../stages/publish/tables/published-tables.ts';
import { calendarDimensionsTable } from '../stages/publish/tables/score-dimensions.ts';
import {
  inputName,
  type ScoreInput,
  scoreInputsTable,
  scoreParametersTable,
} from '../stages/publish/tables/score-inputs.ts';
import { featureSlots } from '../stages/score/feature-slots.ts';
import { scorecardHash } from '../stages/score/scorecard-hash.ts';

/** `explain` says what moved since this many days before: the serving file keeps the calendar's readings from there on. */
const CHANGE_DAYS = 30;

/** How far back the day and dimension are looked for where an account turned. */
const TURN_DAYS = 182;

/** The tables that a plan publishes, filled in with its models and scorecards. */
export function snapshotTables(
  plan: Plan,
  snapshotId: string,
): { readonly prepared: readonly PreparedTable[]; readonly tables: readonly PublishedTable[] } {
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
    ...weighing(card),
    bands: card.bands.map((band) => band.name),
    scale: { min: card.scale.min, max: card.scale.max },
    minimumCoverage: card.minimum_coverage,
    rules: card.rules,
  }));
  const cards = project.scorecards.map(({ card }) => ({
    name: card.name,
    version: card.version,
    hash: scorecardHash(card),
    text: canonicalScorecard(card),
  }));
  const { actions } = project;
  const readings = readingDates(plan);
  const all = { ...inputs(plan, snapshotId), features, scorecards, cards, actions, readings };
  return { prepared: preparedTables(all), tables: publishedTables(all) };
}

export function servingOnlyTables(plan: Plan, snapshotId: string): PublishedTable[] {
  const before = calendarDates(plan.project.settings.calendar, addDays(plan.asOf, -CHANGE_DAYS)).at(-1);
  const turns = calendarDates(plan.project.settings.calendar, addDays(plan.asOf, -TURN_DAYS)).at(-1);
  const scorecards = plan.project.scorecards.map(({ card }) => ({ name: card.name, ...weighing(card) }));
  const from = before ?? plan.asOf;
  const longFrom = turns ?? calendarDates(plan.project.settings.calendar, plan.asOf)[0] ?? plan.asOf;
  return [
    ...calendarTables({ ...inputs(plan, snapshotId), scorecards, from, scoresFrom: longFrom }),
    calendarDimensionsTable({ ...inputs(plan, snapshotId), scorecards, from: longFrom }),
    scoreInputsTable({ ...inputs(plan, snapshotId), inputs: scoreInputs(plan), from: longFrom }),
    scoreParametersTable({ ...inputs(plan, snapshotId), from: longFrom }),
    ...(hasStep(plan, 'backtest') ? [backtestReadingsTable(inputs(plan, snapshotId))] : []),
  ];
}

/** What of a scorecard says how its measures weigh on each other. */
function weighing(card: Scorecard) {
  const measures = card.dimensions.flatMap((dimension) => dimension.measures);
  const isAssumed = ({ missing }: Measure) => missing !== 'redistribute' && missing !== 'block';
  return {
    dimensions: dimensionNames(card),
    byPoints: card.arithmetic === 'points',
    assumed: measures.filter(isAssumed).map(({ name }) => name),
  };
}

/**
 * The calendar's dates up to the plan's, and this itself, from 1 January of the year before on: what an alert can look back on. The
 * beginning stays where it is for a year, and with it the names of alerts that stand so long.
 */
function readingDates({ project, asOf }: Plan): string[] {
  const from = `${Number(asOf.slice(0, 4)) - 1}-01-01`;
  const dates = calendarDates(project.settings.calendar, asOf).filter((date) => date >= from);
  return [...new Set([...dates, asOf])];
}

/** Every feature column that some scorecard reads, each once for each way of reading it. */
function scoreInputs({ project }: Plan): ScoreInput[] {
  const found = project.scorecards.flatMap(({ card }) => featureSlots(card));
  const byName = new Map(
    found.map(({ model, column, reads }) => [inputName({ model, column, reads }), { model, column, reads }]),
  );
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, input]) => input);
}

function dimensionNames({ dimensions }: Scorecard): string[] {
  return dimensions.map(({ name }) => name);
}

function inputs(plan: Plan, snapshotId: string) {
  const marks = plan.project.scorecards.flatMap(({ card }) =>
    (card.scale.letters ?? []).map((mark) => ({ ...mark, score: card.name })),
  );
  return { snapshotId, asOf: plan.asOf, profile: plan.project.settings.accounts.profile, marks };
}
