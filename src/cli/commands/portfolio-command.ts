import type { GroupBy } from '../../app/portfolio-groups.ts';
import { defineCommand } from '../command.ts';

const GROUPINGS: readonly GroupBy[] = ['segment', 'owner', 'lifecycle_stage', 'arr'];

export const portfolioCommand = defineCommand({
  name: 'portfolio',
  summary:
    'all accounts at once: spread, who changed band, how groups compare, what the worst have in common',
  arguments: {},
  options: {
    score: { kind: 'text', value: 'NAME', description: 'which score (default: health)' },
    'as-of': { kind: 'day', description: 'an earlier published day (default: the latest)' },
    from: { kind: 'day', description: 'the day that bands are compared with (default: 30 days before)' },
    by: {
      kind: 'choice',
      choices: GROUPINGS,
      description: 'what accounts are grouped by (default: segment)',
    },
  },
  examples: ['portfolio', 'portfolio --by owner --from 2026-08-01'],
  run: async (context, _arguments, { score, 'as-of': asOf, from, by }) =>
    (await import('../../app/portfolio.ts')).portfolio(context, { score, asOf, from, by }),
});
