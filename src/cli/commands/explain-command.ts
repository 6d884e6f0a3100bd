import { defineCommand } from '../command.ts';

export const explainCommand = defineCommand({
  name: 'explain',
  summary: 'why an account has its score, to the last point, and what moved in 30 days',
  arguments: { account: { description: 'an account id, or a name', required: true } },
  options: {
    score: { kind: 'text', value: 'NAME', description: 'which score (default: health)' },
    'as-of': { kind: 'day', description: 'an earlier reading (default: the latest that is published)' },
  },
  examples: ['explain A-0042', 'explain "Brightwater Logistics" --as-of 2026-10-25'],
  run: async (context, { account }, { score, 'as-of': asOf }) =>
    (await import('../../app/explain.ts')).explain(context, { account, score, asOf }),
});
