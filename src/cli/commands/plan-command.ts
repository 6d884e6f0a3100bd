import { defineCommand } from '../command.ts';
import { pipelineArgument, runOptions, selectors } from '../run-options.ts';

export const planCommand = defineCommand({
  name: 'plan',
  summary: 'what a run would do; with --format json exactly the value that run executes',
  arguments: { pipeline: pipelineArgument },
  options: runOptions,
  examples: ['plan daily --as-of 2026-10-31'],
  run: async (context, { pipeline }, options) =>
    (await import('../../app/plan.ts')).plan(context, {
      pipeline,
      asOf: options['as-of'],
      ...selectors(options),
    }),
});
