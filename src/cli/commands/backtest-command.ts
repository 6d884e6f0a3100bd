import { defineCommand } from '../command.ts';
import { timeoutOption } from '../run-options.ts';

export const backtestCommand = defineCommand({
  name: 'backtest',
  summary: 'test the scores against the renewals that happened; publishes nothing',
  arguments: {},
  options: {
    'as-of': {
      kind: 'day',
      required: true,
      description: 'day of the study: only what was known before it counts',
    },
    score: { kind: 'text', value: 'name', description: 'one score (default: all)' },
    timeout: timeoutOption,
  },
  examples: ['backtest --as-of 2026-11-01', 'backtest --as-of 2026-11-01 --score health --format json'],
  run: async (context, _arguments, options) =>
    (await import('../../app/backtest.ts')).runBacktest(context, {
      asOf: options['as-of'],
      score: options.score,
    }),
});
