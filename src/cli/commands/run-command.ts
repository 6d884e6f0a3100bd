import { defineCommand } from '../command.ts';
import { pipelineArgument, runOptions, selectors, timeoutOption } from '../run-options.ts';

export const runCommand = defineCommand({
  name: 'run',
  summary: 'load what is new, build, score, back-test and publish one day',
  arguments: { pipeline: pipelineArgument },
  options: {
    ...runOptions,
    threads: { kind: 'integer', min: 1, description: 'how many threads (default: as in pipeline.yml)' },
    'memory-limit': { kind: 'size', description: 'what DuckDB may use (default: as in pipeline.yml)' },
    timeout: timeoutOption,
    'full-refresh': {
      kind: 'flag',
      description: 'forget the build file and build everything from the exports',
    },
    force: { kind: 'flag', description: 'do the work even if this very snapshot is published already' },
    'allow-gate': {
      kind: 'list',
      value: 'name',
      description: 'publish although this gate of a scorecard fails; the manifest says so',
    },
  },
  examples: [
    'run daily --as-of 2026-10-31',
    'run daily --as-of 2026-10-31 --target prod --format json',
    'run daily --as-of 2026-10-31 --select active_days+',
  ],
  run: async (context, { pipeline }, options) =>
    (await import('../../app/run.ts')).runPipeline(context, {
      pipeline,
      asOf: options['as-of'],
      ...selectors(options),
      threads: options.threads,
      memoryLimit: options['memory-limit'],
      fullRefresh: options['full-refresh'],
      force: options.force,
      allowGates: options['allow-gate'],
    }),
});
