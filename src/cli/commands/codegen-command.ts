import { defineCommand } from '../command.ts';

export const codegenCommand = defineCommand({
  name: 'codegen',
  summary: 'the types of all relations, for models in TypeScript: models/relations.d.ts',
  arguments: {},
  options: { check: { kind: 'flag', description: 'write nothing; fail if the file is not up to date' } },
  examples: ['codegen', 'codegen --check'],
  run: async (context, _none, { check }) =>
    (await import('../../app/codegen.ts')).codegen(context, { check: check === true }),
});
