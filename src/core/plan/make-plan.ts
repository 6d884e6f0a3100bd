import { fail } from '../../errors.ts';
import { didYouMean } from '../config/nearest.ts';
import type { Step, Target } from '../config/pipeline-schema.ts';
import type { Project } from '../config/project.ts';
import { calendarDates } from './calendar.ts';
import type { ProjectGraph } from './project-graph.ts';
import { type SelectRequest, selectNodes } from './select-nodes.ts';
import { selectionNodes } from './selection-node.ts';

/** Everything that a run will do, as data: `plan` prints it and `run` executes it, so that a dry run can't lie. */
export interface Plan {
  readonly pipeline: string;
  readonly asOf: string;
  readonly target: Target;
  readonly steps: readonly Step[];
  /** The as-of dates that must be right at the end: the calendar up to `asOf`, and `asOf`. */
  readonly dates: readonly string[];
  /** Null where everything is meant. */
  readonly selection: Selection | null;
  readonly project: Project;
  readonly graph: ProjectGraph;
}

/** Which nodes a run is about. It back-tests nothing and publishes nothing, because neither means anything of a part. */
export interface Selection {
  readonly select: string | null;
  readonly exclude: string | null;
  /** As selectNodes gives them. */
  readonly nodes: readonly string[];
  /** Models, scorecards and checks that stay as they are. */
  readonly leftOut: readonly string[];
}

export interface PlanRequest extends SelectRequest {
  readonly pipeline: string;
  readonly asOf: string;
  readonly target?: string | undefined;
  /** What `state:modified` means, where a selector asks for it. */
  readonly modified?: ReadonlySet<string> | undefined;
}

/** @throws HoldfastError unknownPipeline, unknownTarget, unknownSelection with the nearest name; badSelector. */
export function makePlan(project: Project, graph: ProjectGraph, request: PlanRequest): Plan {
  const { settings, pipelines } = project;
  // By what is written alone: every object has a `constructor`.
  const pipeline = Object.hasOwn(pipelines, request.pipeline) ? pipelines[request.pipeline] : undefined;
  if (!pipeline) {
    const hint =
      didYouMean(request.pipeline, Object.keys(pipelines)) ??
      `there are: ${Object.keys(pipelines).join(', ')}`;
    return fail('unknownPipeline', { name: request.pipeline }, { hint });
  }
  const selection = selectionOf(project, graph, request);
  return {
    pipeline: request.pipeline,
    asOf: request.asOf,
    target: targetOf(project, request.target),
    steps: selection === null ? pipeline.steps : stepsOf(selection, pipeline.steps),
    dates: [...new Set([...calendarDates(settings.calendar, request.asOf), request.asOf])].sort(),
    selection,
    project,
    graph,
  };
}

function selectionOf(project: Project, graph: ProjectGraph, request: PlanRequest): Selection | null {
  const { select, exclude, modified = new Set<string>() } = request;
  if (select === undefined && exclude === undefined) return null;
  const nodes = selectNodes(graph, { select, exclude }, { project, modified });
  const chosen = new Set(nodes);
  const leftOut = selectionNodes(graph, project)
    .filter(({ id, kind }) => kind !== 'source' && kind !== 'seed' && !chosen.has(id))
    .map(({ id }) => id);
  return { select: select ?? null, exclude: exclude ?? null, nodes, leftOut };
}

function stepsOf({ nodes }: Selection, steps: readonly Step[]): readonly Step[] {
  const scores = nodes.some((id) => id.startsWith('scores.'));
  return steps.filter((step) => step === 'extract' || step === 'transform' || (step === 'score' && scores));
}

/** The target of that name, or the project's default one. */
export function targetOf(project: Pick<Project, 'settings'>, wanted: string | undefined): Target {
  const { targets, default_target } = project.settings;
  const name = wanted ?? default_target;
  const target = Object.hasOwn(targets, name) ? targets[name] : undefined;
  if (target) return { name, ...target };
  const hint = didYouMean(name, Object.keys(targets)) ?? `there are: ${Object.keys(targets).join(', ')}`;
  return fail('unknownTarget', { target: name }, { file: 'pipeline.yml', hint });
}

export function hasStep(plan: Pick<Plan, 'steps'>, step: Step): boolean {
  return plan.steps.includes(step);
}
