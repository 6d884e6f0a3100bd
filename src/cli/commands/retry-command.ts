import { defineCommand } from '../command.ts';
import { timeoutOption } from '../run-options.ts';

export const retryCommand = defineCommand({
  name: 'retry',
  summary: 'do the last run or backfill again where it failed or was killed; what is done stays done',
  arguments: {},
  options: { timeout: timeoutOption },
  run: async (context) => (await import('../../app/retry.ts')).retry(context),
});
