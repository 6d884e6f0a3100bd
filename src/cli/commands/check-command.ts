import { defineCommand } from '../command.ts';

export const checkCommand = defineCommand({
  name: 'check',
  summary: 'unit tests, checks on what stands in the build file, and features that know the future',
  arguments: {},
  options: {
    select: {
      kind: 'text',
      value: 'S',
      description:
        'which models and checks, in dbt\'s syntax, such as "+active_users tag:core" (default: all)',
    },
    exclude: { kind: 'text', value: 'S', description: 'what to leave out of that' },
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
  run: async (context, _args, { select, exclude, 'future-blind': futureBlind, 'as-of': asOf, sample }) =>
    (await import('../../app/check.ts')).check(context, { select, exclude, futureBlind, asOf, sample }),
});
