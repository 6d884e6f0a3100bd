import { defineCommand } from '../command.ts';

export const docsCommand = defineCommand({
  name: 'docs',
  summary:
    'the pages of docs/ that are made from the yml: every feature, what was asked for, and each scorecard',
  arguments: {},
  options: { check: { kind: 'flag', description: 'write nothing; fail if a page is not up to date' } },
  examples: ['docs', 'docs --check'],
  run: async (context, _none, { check }) =>
    (await import('../../app/docs.ts')).docs(context, { check: check === true }),
});
