import { expect, test } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { parseArguments } from '../../src/cli/parse-arguments.ts';
import { sampleCommands } from './sample-commands.ts';

const parse = (...argv: string[]) => parseArguments(argv, sampleCommands);

/** The messages and hints of all that is wrong. */
function complaints(...argv: string[]): string[] {
  return parse(...argv).problems.map(
    (problem) =>
      `${problem.code} ${problem.message}${problem.hint === undefined ? '' : ` [${problem.hint}]`}`,
  );
}

test('values come typed, whichever way they are written', () => {
  const {
    command,
    arguments: args,
    options,
    problems,
  } = parse(
    '--project-dir=x',
    'run',
    'daily',
    '--as-of',
    '2026-10-31',
    '--threads=2',
    '--select',
    'a',
    '--select=b',
    '--every',
    'week',
    '--full-refresh',
    '--format',
    'json',
  );
  expect(problems).toEqual([]);
  expect(command?.name).toBe('run');
  expect(args).toEqual({ pipeline: 'daily', extra: undefined });
  expect(options).toEqual({
    'project-dir': 'x',
    'as-of': '2026-10-31',
    threads: 2,
    select: ['a', 'b'],
    every: 'week',
    'full-refresh': true,
    format: 'json',
  });
});

test('what follows -- is an argument, not a flag', () => {
  expect(parse('run', '--', '--daily').arguments['pipeline']).toBe('--daily');
});

test('an unknown command names the nearest one', () => {
  expect(complaints('rnu')).toEqual(['HF902 there is no command "rnu" [did you mean "run"?]']);
  expect(complaints('zzz')).toEqual(['HF902 there is no command "zzz" [holdfast --help lists the commands]']);
  expect(parse('zzz', '--format', 'json').options['format']).toBe('json');
});

test('an unknown flag names the nearest one', () => {
  expect(complaints('run', 'daily', '--thread=2')).toEqual([
    'HF903 holdfast run has no flag --thread [did you mean "--threads"?]',
  ]);
});

test('flags of another command, and words that every object has, are unknown', () => {
  expect(complaints('crash', 'defect', '--threads=2')[0]).toContain(
    'HF903 holdfast crash has no flag --threads',
  );
  expect(complaints('run', 'daily', '--constructor')[0]).toContain('HF903');
  expect(complaints('run', 'daily', '-x')[0]).toContain('HF903 holdfast run has no flag -x');
});

test('every mistake is told at once', () => {
  expect(
    complaints('run', '--as-of', '2026-02-30', '--threads', '0', '--every', 'weak', '--full-refresh=yes'),
  ).toEqual([
    'HF905 --as-of must be a day, YYYY-MM-DD, not "2026-02-30"',
    'HF905 --threads must be 1 at least, not 0',
    'HF905 --every must be one of day, week, month, not "weak" [did you mean "week"?]',
    'HF905 --full-refresh takes no value',
    'HF904 holdfast run needs <pipeline> [a file of pipelines/, without its ending]',
  ]);
});

test.each([
  [['--threads', '--format', 'json'], 'HF905 --threads needs a value: --threads N'],
  [['--threads'], 'HF905 --threads needs a value: --threads N'],
  [['--threads=-1'], 'HF905 --threads must be 1 at least, not -1'],
  [['--threads', '2.5'], 'HF905 --threads must be a whole number, not "2.5"'],
  [['--threads', '1e3'], 'HF905 --threads must be a whole number, not "1e3"'],
  [['--as-of', '31.10.2026'], 'HF905 --as-of must be a day, YYYY-MM-DD, not "31.10.2026"'],
  [['--as-of=2026-10-31', '--as-of=2026-10-30'], 'HF905 --as-of is given twice'],
  [['a', 'b'], 'HF901 holdfast run takes no further argument "b"'],
])('%j is refused', (argv, complaint) => {
  expect(complaints('run', 'daily', ...argv)[0]).toBe(complaint);
});

test('a flag can be required, and is asked for once', () => {
  expect(complaints('plan')).toEqual(['HF904 holdfast plan needs --as-of D [the day]']);
  expect(complaints('plan', '--as-of', 'tomorrow')).toEqual([
    'HF905 --as-of must be a day, YYYY-MM-DD, not "tomorrow"',
  ]);
});

test('sizes have a unit', () => {
  expect(parse('plan', '--as-of=2026-10-31', '--memory-limit', '1.5GiB').options['memory-limit']).toBe(
    '1.5GiB',
  );
  expect(complaints('plan', '--as-of=2026-10-31', '--memory-limit', '2G')).toEqual([
    'HF905 --memory-limit must be a size such as 2GiB or 512MiB, not "2G"',
  ]);
});

test('a flag of the same name means the same in every command, or the command could not be found', () => {
  const kinds = new Map<string, string>();
  for (const { options } of commands) {
    for (const [name, spec] of Object.entries(options)) {
      expect(kinds.get(name) ?? spec.kind).toBe(spec.kind);
      kinds.set(name, spec.kind);
    }
  }
});
