import type { OptionSpec } from './command.ts';

/** What every command takes. */
export const globalOptions = {
  'project-dir': { kind: 'text', value: 'DIR', description: 'the folder with pipeline.yml (default: here)' },
  target: {
    kind: 'text',
    value: 'NAME',
    description: 'where to publish and read, as named in pipeline.yml (default: its default_target)',
  },
  format: {
    kind: 'choice',
    choices: ['table', 'json'],
    description: 'the result on stdout: a table, or one JSON object as the last line (default: table)',
  },
  'log-format': {
    kind: 'choice',
    choices: ['text', 'json'],
    description: 'the progress on stderr: lines, or one JSON object a line (default: text)',
  },
  help: { kind: 'flag', description: 'how to use the command' },
  version: { kind: 'flag', description: 'the version of Holdfast' },
} as const satisfies Readonly<Record<string, OptionSpec>>;
