import { fail } from '../../errors.ts';
import { didYouMean } from '../config/nearest.ts';
import type { Step } from '../config/pipeline-schema.ts';
import type { Project } from '../config/project.ts';
import { calendarDates } from './calendar.ts';
import type { ProjectGraph } from './project-graph.ts';

/** Everything that a run will do, as data: `plan` prints it and `run` executes it, so that a dry run can't lie. */
export interface Plan {
  readonly pipeline: string;
  readonly asOf: string;
  readonly target: { readonly name: string; readonly path: string };
  readonly steps: readonly Step[];
  /** The as-of dates that must be right at the end: the calendar up to `asOf`, and `asOf`. */
  readonly dates: readonly string[];
  readonly project: Project;
  readonly graph: ProjectGraph;
}

export interface PlanRequest {
  readonly pipeline: string;
  readonly asOf: string;
  readonly target?: string | undefined;
}

/** @throws HoldfastError unknownPipeline, unknownTarget with the nearest name. */
export function makePlan(project: Project, graph: ProjectGraph, request: PlanRequest): Plan {
  const { settings, pipelines } = project;
  const pipeline = pipelines[request.pipeline];
  if (!pipeline) {
    const hint =
      didYouMean(request.pipeline, Object.keys(pipelines)) ??
      `there are: ${Object.keys(pipelines).join(', ')}`;
    return fail('unknownPipeline', { name: request.pipeline }, { hint });
  }
  return {
    pipeline: request.pipeline,
    asOf: request.asOf,
    target: targetOf(project, request.target),
    steps: pipeline.steps,
    dates: [...new Set([...calendarDates(settings.calendar, request.asOf), request.asOf])].sort(),
    project,
    graph,
  };
}

/** The target of that name, or the project's default one. */
export function targetOf(
  project: Pick<Project, 'settings'>,
  wanted: string | undefined,
): { name: string; path: string } {
  const { targets, default_target } = project.settings;
  const name = wanted ?? default_target;
  const target = targets[name];
  if (target) return { name, path: target.path };
  const hint = didYouMean(name, Object.keys(targets)) ?? `there are: ${Object.keys(targets).join(', ')}`;
  return fail('unknownTarget', { target: name }, { file: 'pipeline.yml', hint });
}

export function hasStep(plan: Pick<Plan, 'steps'>, step: Step): boolean {
  return plan.steps.includes(step);
}
