import { defineCommand } from '../command.ts';

export const diffCommand = defineCommand({
  name: 'diff',
  summary: 'what a changed scorecard would do: who changes band, and what past renewals say of both',
  arguments: { scorecard: { description: 'name of a scorecard', required: true } },
  options: {
    against: {
      kind: 'text',
      value: 'version|file',
      required: true,
      description: 'a version that was published or has its page in docs/scorecards, or a file',
    },
    'as-of': { kind: 'day', description: 'day to compare (default: the last one that was built)' },
    'fail-on-gate': { kind: 'flag', description: "exit 1 where the project's scorecard fails a gate" },
  },
  examples: ['diff health --against 1', 'diff health --against main-health.yml --fail-on-gate --format json'],
  run: async (context, { scorecard }, options) =>
    (await import('../../app/diff.ts')).diff(context, {
      score: scorecard,
      against: options.against,
      asOf: options['as-of'],
      failOnGate: options['fail-on-gate'],
    }),
});
