import type { Plan } from '../core/plan/make-plan.ts';
import { EXIT } from '../errors.ts';
import type { AppContext, CommandResult } from './context.ts';
import { type PlanOptions, planRun } from './run.ts';
import { textTable } from './text-table.ts';

/** Prints what `run` would do with the same arguments: with --format json, exactly the value that it executes. */
export async function plan(context: AppContext, request: PlanOptions): Promise<CommandResult<Plan>> {
  const value = await planRun(context, request);
  return { exitCode: EXIT.done, result: value, text: planText(value) };
}

function planText(value: Plan): string {
  const { dates, graph, project, target } = value;
  const rows = graph.nodes.map(({ relation, model, dependsOn }) => [
    relation,
    model.materialized,
    dependsOn.join(', '),
  ]);
  return [
    `pipeline ${value.pipeline} as of ${value.asOf}, target ${target.name} (${target.path})`,
    `steps: ${value.steps.join(', ')}`,
    `as-of dates: ${dates.length}, from ${dates[0] ?? ''} to ${dates.at(-1) ?? ''}`,
    `sources: ${project.sources.length}, seeds: ${project.seeds.length}, scorecards: ${project.scorecards.map(({ card }) => card.name).join(', ')}`,
    '',
    ...textTable([{ head: 'model' }, { head: 'materialized' }, { head: 'reads', max: 60 }], rows),
  ].join('\n');
}
