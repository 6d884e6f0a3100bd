import { defineCommand } from '../command.ts';
import { runOptions, selectors } from '../run-options.ts';

export const checkCommand = defineCommand({
  name: 'check',
  summary: 'unit tests, checks on what stands in the build file, and features that know the future',
  arguments: {},
  options: {
    select: runOptions.select,
    exclude: runOptions.exclude,
    'future-blind': {
      kind: 'flag',
      description: 'instead: build features from what was known by a day and compare with everything',
    },
    'as-of': { kind: 'day', description: 'with --future-blind: that day' },
    sample: {
      kind: 'integer',
      min: 1,
      description: 'with --future-blind: so many days of the calendar (default: 3)',
    },
  },
  examples: ['check', 'check --select overdue_invoices', 'check --future-blind --as-of 2026-06-01'],
  run: async (context, _args, options) =>
    (await import('../../app/check.ts')).check(context, {
      ...selectors(options),
      futureBlind: options['future-blind'],
      asOf: options['as-of'],
      sample: options.sample,
    }),
});
