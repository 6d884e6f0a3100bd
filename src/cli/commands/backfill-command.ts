import { defineCommand } from '../command.ts';
import { timeoutOption } from '../run-options.ts';

const EVERY = ['day', 'week', 'month'] as const;

export const backfillCommand = defineCommand({
  name: 'backfill',
  summary: 'fill a past: publish each of its dates as a run as of that day would',
  arguments: {},
  options: {
    from: {
      kind: 'day',
      required: true,
      description: 'the first date; its weekday or day of the month counts',
    },
    to: { kind: 'day', required: true, description: 'no date after this one' },
    every: { kind: 'choice', choices: EVERY, required: true, description: 'how far the dates lie apart' },
    pipeline: {
      kind: 'text',
      value: 'NAME',
      description: 'a file of pipelines/, without its ending (default: backfill)',
    },
    threads: { kind: 'integer', min: 1, description: 'how many threads (default: as in pipeline.yml)' },
    'memory-limit': { kind: 'size', description: 'what DuckDB may use (default: as in pipeline.yml)' },
    timeout: timeoutOption,
    'allow-gate': {
      kind: 'list',
      value: 'name',
      description: 'publish although this gate of a scorecard fails; the manifest says so',
    },
  },
  examples: ['backfill --from 2026-01-01 --to 2026-10-01 --every month'],
  run: async (context, _arguments, options) =>
    (await import('../../app/backfill.ts')).backfill(context, {
      from: options.from,
      to: options.to,
      every: options.every,
      pipeline: options.pipeline,
      threads: options.threads,
      memoryLimit: options['memory-limit'],
      allowGates: options['allow-gate'],
    }),
});
