import { fail } from '../../errors.ts';
import type { Project } from '../config/project.ts';
import { type CalendarRule, calendarDates } from './calendar.ts';
import { makePlan, type Plan } from './make-plan.ts';
import type { ProjectGraph } from './project-graph.ts';

/** The dates of a past that are filled in one pass, each as its own run would make it. */
export interface BackfillPlan {
  readonly every: CalendarRule['every'];
  /** The dates, oldest first. */
  readonly days: readonly string[];
  /** Of the last date, with the as-of dates of all of them: what is built. */
  readonly build: Plan;
}

export interface BackfillRequest {
  readonly pipeline: string;
  readonly from: string;
  readonly to: string;
  readonly every: CalendarRule['every'];
  readonly target?: string | undefined;
}

/** @throws HoldfastError usage where the dates run backwards; unknownPipeline, unknownTarget. */
export function makeBackfillPlan(
  project: Project,
  graph: ProjectGraph,
  { pipeline, from, to, every, target }: BackfillRequest,
): BackfillPlan {
  if (from > to) fail('usage', { detail: `--from ${from} is after --to ${to}` });
  const days = calendarDates({ every, from }, to);
  const last = makePlan(project, graph, { pipeline, target, asOf: days.at(-1) ?? from });
  const dates = [...new Set([...last.dates, ...days])].sort();
  return { every, days, build: { ...last, dates } };
}

/** The plan of one of the dates: the very one that a run as of that day has. */
export function planOfDay({ build }: BackfillPlan, day: string): Plan {
  const { project, graph, pipeline, target } = build;
  return makePlan(project, graph, { pipeline, asOf: day, target: target.name });
}
