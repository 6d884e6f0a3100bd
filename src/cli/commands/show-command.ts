import { fail } from '../../errors.ts';
import { defineCommand } from '../command.ts';

export const showCommand = defineCommand({
  name: 'show',
  summary: 'the first rows of a published table; without one, the list of tables',
  arguments: {
    relation: {
      description: 'such as current_scores, score_measures; meta.runs, meta.run_nodes: what ran',
      required: false,
    },
  },
  options: { limit: { kind: 'integer', min: 0, description: 'how many rows (default: 20)' } },
  examples: ['show', 'show current_scores --limit 5', 'show backtest_metrics --format json'],
  run: async (context, { relation }, { limit }) => {
    if (relation === undefined && limit !== undefined)
      fail('usage', { detail: 'holdfast show: --limit goes with a table, of which it says how many rows' });
    return (await import('../../app/show.ts')).show(context, { relation, limit });
  },
});
