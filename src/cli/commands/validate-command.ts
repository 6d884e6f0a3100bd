import { defineCommand } from '../command.ts';

export const validateCommand = defineCommand({
  name: 'validate',
  summary: 'every problem of the project in one go, with file, line, column and remedy; reads no data',
  arguments: {},
  options: {},
  run: async (context) => (await import('../../app/validate.ts')).validate(context),
});
