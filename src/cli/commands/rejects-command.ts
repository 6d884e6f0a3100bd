import { defineCommand } from '../command.ts';

export const rejectsCommand = defineCommand({
  name: 'rejects',
  summary: 'rows of the exports that were not loaded: how many, why, and where they stand',
  arguments: {},
  options: {
    source: { kind: 'text', value: 'S', description: 'one source, such as crm__accounts (default: all)' },
    limit: { kind: 'integer', min: 0, description: 'how many rejected rows to show (default: 10)' },
  },
  examples: ['rejects', 'rejects --source crm__accounts --limit 50', 'rejects --format json'],
  run: async (context, _args, { source, limit }) =>
    (await import('../../app/rejects.ts')).rejects(context, { source, limit }),
});
