import { defineCommand } from '../command.ts';

export const tuneCommand = defineCommand({
  name: 'tune',
  summary: 'propose weights that past renewals support, and say what each weight is worth; changes nothing',
  arguments: { scorecard: { description: 'name of a scorecard', required: true } },
  options: {
    'as-of': { kind: 'day', description: 'day of the study (default: the last one that was built)' },
    out: {
      kind: 'text',
      value: 'file',
      description: 'where a proposal goes (default: .holdfast/proposals/<name>-v<next version>.yml)',
    },
  },
  examples: ['tune health', 'tune health --out health-proposed.yml --format json'],
  run: async (context, { scorecard }, options) =>
    (await import('../../app/tune.ts')).tune(context, {
      score: scorecard,
      asOf: options['as-of'],
      out: options.out,
    }),
});
