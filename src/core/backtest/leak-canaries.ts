import { dayNumber } from '../config/days.ts';
import { tooFew } from '../stats/by-segment.ts';
import { countClasses } from '../stats/count-classes.ts';
import type { Decisions } from './decisions.ts';
import { suspect } from './leak-suspects.ts';
import { pickReadings } from './pick-readings.ts';
import { plantDecisions, plantedCalendar, singleDecision } from './plant-future.ts';
import { shuffledSkill } from './shuffled-skill.ts';
import type { StudyData } from './study-data.ts';

/** A leak that was planted on purpose, and whether the guards kept it out. */
export interface Canary {
  readonly canary: 'future_row' | 'post_decision_column' | 'shuffled_labels';
  /** Null where there is too little to tell. */
  readonly passed: boolean | null;
  /** What was planted and what came of it, in words. */
  readonly detail: string;
}

export interface CanaryInput {
  readonly decisions: Decisions;
  readonly calendar: readonly string[];
  readonly asOf: string;
}

/** Calendars of their own that are tried: one for every decision costs more than it tells. */
const MOST_PLANTED = 500;

/** Plants a column that only the outcome fills, and shuffled outcomes; neither may change what is found. */
export function plantedCanaries(data: StudyData): Canary[] {
  return [postDecisionColumn(data), shuffledLabels(data)];
}

/**
 * Readings on and after the day on which each outcome was known, and decisions that only the future knows, must leave every
 * reading where it was.
 *
 * @param pick how readings are picked; another one shows that the canary sings
 */
export function futureRow(
  horizon: number,
  input: CanaryInput,
  pick: typeof pickReadings = pickReadings,
): Canary {
  const { decisions, calendar, asOf } = input;
  const honest = pick(decisions, horizon, { calendar, asOf });
  const planted = pick(plantDecisions(decisions, asOf), horizon, { calendar, asOf });
  const moved = planted.asOf.filter((reading, row) =>
    row < decisions.rows ? reading !== honest.asOf[row] : reading !== null,
  ).length;
  const late = honest.asOf.filter(
    (reading, row) => reading !== null && isLate(decisions, row, { reading, horizon }),
  );
  let reached = 0;
  const step = Math.ceil(decisions.rows / MOST_PLANTED);
  let tried = 0;
  for (let row = 0; row < decisions.rows; row += step) {
    tried += 1;
    const dates = plantedCalendar(decisions, row, { calendar, horizon });
    const alone = pick(singleDecision(decisions, row), horizon, { calendar: dates, asOf });
    if (alone.asOf[0] !== honest.asOf[row]) reached += 1;
  }
  return {
    canary: 'future_row',
    passed: moved + reached + late.length === 0,
    detail: `${decisions.rows} decisions of the future and readings after the horizon of ${tried} planted: ${moved} and ${reached} of them changed a reading; ${late.length} readings were late to begin with`,
  };
}

/** Whether a reading lies nearer to the decision than the horizon, or not before its outcome was known. */
function isLate(
  { decisionDate, knownAt }: Decisions,
  row: number,
  { reading, horizon }: { reading: string; horizon: number },
): boolean {
  const before = dayNumber(decisionDate[row] ?? '') - dayNumber(reading);
  return before < horizon || `${reading} 00:00:00` >= (knownAt[row] ?? '');
}

/** A column that is empty until the outcome is known and then holds it must be empty, and would be caught if it were not. */
export function postDecisionColumn({ readOn, knownOn, decidedOn, churned, horizon }: StudyData): Canary {
  const seen = churned.filter((_y, row) => {
    const [read = 0, known = 0, decided = 0] = [readOn[row], knownOn[row], decidedOn[row]];
    return read >= known || read > decided - horizon;
  }).length;
  const few = tooFew(countClasses(churned)) !== null;
  const leak = few
    ? null
    : suspect('measure', { measure: 'canary', values: Float64Array.from(churned) }, churned);
  const caught = few
    ? 'too few decisions to try the detector'
    : `the detector ${leak === null ? 'missed' : 'caught'} it`;
  return {
    canary: 'post_decision_column',
    passed: seen === 0 && (few || leak !== null),
    detail: `a column that the outcome fills: seen at ${seen} of ${churned.length} readings; filled in by force, ${caught}`,
  };
}

/** Outcomes shuffled within each quarter: neither the score nor what is learnt walk-forward may keep any skill. */
function shuffledLabels(data: StudyData): Canary {
  const { canary, detail } = {
    canary: 'shuffled_labels' as const,
    detail: 'outcomes shuffled within each quarter',
  };
  if (tooFew(countClasses(data.churned)) !== null)
    return { canary, passed: null, detail: `${detail}: too few` };
  const found = shuffledSkill(data);
  if (found === null) return { canary, passed: null, detail: `${detail}: no quarter has both outcomes` };
  const told = found.map(
    ({ of, mean, reach }) => `AUC of the ${of} ${mean.toFixed(3)} +/- ${reach.toFixed(3)}`,
  );
  return {
    canary,
    passed: found.every(({ mean, reach }) => Math.abs(mean - 0.5) <= reach),
    detail: `${detail}, mean over the rounds: ${told.join(', ')}`,
  };
}
