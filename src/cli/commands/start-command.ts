import { defineCommand } from '../command.ts';

export const startCommand = defineCommand({
  name: 'start',
  summary: 'the whole way once on the demo company, from exports to a summary; what npm start runs',
  arguments: {},
  options: {},
  run: async (context) => (await import('../../app/start.ts')).start(context),
});
