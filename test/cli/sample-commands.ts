import type { AppContext } from '../../src/app/context.ts';
import { defineCommand } from '../../src/cli/command.ts';
import { fail, HoldfastError, problem } from '../../src/errors.ts';

/** What a sample command was called with last. */
export const called: { context?: AppContext; args?: unknown; options?: unknown } = {};

/** A small table of commands that do as they are told: the command line is tested apart from what it runs. */
export const sampleCommands = [
  defineCommand({
    name: 'plan',
    summary: 'needs a flag',
    arguments: {},
    options: {
      'as-of': { kind: 'day', required: true, description: 'the day' },
      'memory-limit': { kind: 'size', description: 'how much' },
    },
    run: async (_context, _args, options) => ({ exitCode: 0, result: options, text: options['as-of'] }),
  }),
  defineCommand({
    name: 'run',
    summary: 'runs a pipeline',
    arguments: {
      pipeline: { description: 'a file of pipelines/, without its ending', required: true },
      extra: { description: 'something more', required: false },
    },
    options: {
      'as-of': { kind: 'day', description: 'the day' },
      threads: { kind: 'integer', min: 1, description: 'how many threads' },
      select: { kind: 'list', value: 'S', description: 'which models' },
      every: { kind: 'choice', choices: ['day', 'week', 'month'], description: 'how often' },
      'full-refresh': { kind: 'flag', description: 'from scratch' },
    },
    examples: ['run daily --as-of 2026-10-31'],
    run: async (context, args, options) => {
      Object.assign(called, { context, args, options });
      return { exitCode: 0, result: { rows: 3, who: 'ann@example.com' }, text: 'three rows' };
    },
  }),
  defineCommand({
    name: 'crash',
    summary: 'fails in several ways',
    arguments: { how: { description: 'which way', required: true } },
    options: {},
    run: async (context, { how }) => {
      if (how === 'defect') throw new TypeError('x is not a function');
      if (how === 'interrupted') {
        context.events.emit({ kind: 'note', message: 'an engine error follows' });
        throw new Error('INTERRUPT Error: Interrupted!');
      }
      if (how === 'once') {
        const twice = problem('usage', { detail: 'told twice' });
        context.events.emit({ kind: 'problem', problem: twice });
        throw new HoldfastError([twice]);
      }
      if (how === 'warned' || how === 'late') {
        const error = problem('usage', { detail: 'told early' });
        const warning = problem('usage', { detail: 'beware' }, { severity: 'warning' });
        context.events.emit({ kind: 'problem', problem: warning });
        if (how === 'warned') return { exitCode: 0, result: null, text: 'done' };
        context.events.emit({ kind: 'problem', problem: error });
        context.events.emit({ kind: 'note', message: 'other work' });
        throw new HoldfastError([error, warning]);
      }
      if (how === 'many') {
        throw new HoldfastError([
          problem('missingFile', { path: 'b' }, { file: 'b.yml', line: 2, column: 1 }),
          problem('missingFile', { path: 'a' }, { file: 'a.yml', line: 7, column: 3, hint: 'make one' }),
          problem('missingFile', { path: 'a' }, { file: 'a.yml', line: 1, column: 9, severity: 'warning' }),
        ]);
      }
      fail('lockHeld', { holder: 'process 1', path: 'lock' });
    },
  }),
];
