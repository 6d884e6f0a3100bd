import { defineCommand } from '../command.ts';

export const initCommand = defineCommand({
  name: 'init',
  summary: 'a new project that runs as it stands, to be changed into your own',
  arguments: { dir: { description: 'a folder that is empty or not there yet', required: true } },
  options: {},
  examples: ['init acme-health'],
  run: async (context, { dir }) => (await import('../../app/init.ts')).init(context, { dir }),
});
