import { expect, test } from 'vitest';
import { runCommandLine } from '../../src/cli/run-command-line.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import { HoldfastError, problem } from '../../src/errors.ts';
import { memoryTerminal } from './memory-terminal.ts';
import { called, sampleCommands } from './sample-commands.ts';

async function run(argv: readonly string[], changes: Partial<Terminal> = {}) {
  const terminal = memoryTerminal(changes);
  const exitCode = await runCommandLine(argv, sampleCommands, terminal);
  return { exitCode, stdout: terminal.stdout(), stderr: terminal.stderr() };
}

test('the result goes to stdout, and the use case gets what it needs', async () => {
  const done = await run(['run', 'daily', '--threads', '2', '--target', 'prod', '--project-dir', 'acme']);
  expect(done).toEqual({ exitCode: 0, stdout: 'three rows\n', stderr: '' });
  expect(called.args).toEqual({ pipeline: 'daily', extra: undefined });
  expect(called.options).toMatchObject({ threads: 2 });
  expect(called.context).toMatchObject({
    projectDir: '/projects/acme',
    target: 'prod',
    engineVersion: '1.2.3',
  });
});

test('with --format json the last line is one object, for results', async () => {
  const { stdout } = await run(['run', 'daily', '--format', 'json']);
  expect(JSON.parse(stdout)).toEqual({
    command: 'run',
    exit_code: 0,
    result: { rows: 3, who: 'ann@example.com' },
    problems: [],
  });
  expect(stdout.trimEnd()).not.toContain('\n');
});

test('and for errors, which stderr tells as well', async () => {
  const { exitCode, stdout, stderr } = await run(['crash', 'lock', '--format', 'json']);
  expect(exitCode).toBe(75);
  expect(JSON.parse(stdout)).toMatchObject({
    command: 'crash',
    exit_code: 75,
    result: null,
    problems: [{ code: 'HF702', name: 'lockHeld' }],
  });
  expect(stderr).toContain('HF702  another run is at work: process 1 holds lock');
});

test('and for a wrong command line', async () => {
  const { exitCode, stdout } = await run(['rnu', '--format=json']);
  expect(exitCode).toBe(64);
  expect(JSON.parse(stdout)).toMatchObject({ command: null, exit_code: 64, problems: [{ code: 'HF902' }] });
});

test('problems are printed all, sorted, with place and remedy', async () => {
  const { exitCode, stdout, stderr } = await run(['crash', 'many']);
  expect(exitCode).toBe(78);
  expect(stdout).toBe('');
  expect(stderr).toBe(
    [
      'a.yml:1:9  HF105  warning: a is missing',
      'a.yml:7:3  HF105  a is missing',
      '  hint: make one',
      'b.yml:2:1  HF105  b is missing',
      '',
    ].join('\n'),
  );
});

test('a problem that was told on the way is not told again at the end', async () => {
  const { stderr } = await run(['crash', 'once']);
  expect(stderr).toBe('HF901  told twice\n');
});

test('warnings told on the way are in the JSON result of a command that ended well', async () => {
  const { exitCode, stdout } = await run(['crash', 'warned', '--format', 'json']);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout).problems).toMatchObject([{ severity: 'warning', message: 'beware' }]);
});

test('an error that other lines have buried is counted at the end', async () => {
  const { stderr } = await run(['crash', 'late']);
  expect(stderr.split('\n')).toEqual([
    'HF901  warning: beware',
    'HF901  told early',
    'other work',
    'failed: 1 error and 1 warning, told above',
    '',
  ]);
});

test('what nobody foresaw is our defect: exit 2 and the place to look', async () => {
  const { exitCode, stderr } = await run(['crash', 'defect']);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('HF999  a defect in Holdfast itself: TypeError: x is not a function');
  expect(stderr).toMatch(/hint: please report it; at .*sample-commands\.ts:\d+:\d+/);
});

test('whatever error an interruption looks like, it is the interruption that is told', async () => {
  const controller = new AbortController();
  controller.abort(new HoldfastError([problem('terminated', undefined)]));
  const { exitCode, stderr } = await run(['crash', 'interrupted'], { signal: controller.signal });
  expect(exitCode).toBe(143);
  expect(stderr).toContain('HF704  stopped by SIGTERM');
  expect(stderr).not.toContain('INTERRUPT');
});

test('help and version are results; help wins over what is missing', async () => {
  expect(await run(['--version'])).toEqual({ exitCode: 0, stdout: '1.2.3\n', stderr: '' });
  const help = await run(['run', '--help']);
  expect(help.exitCode).toBe(0);
  expect(help.stdout).toContain('usage: holdfast run <pipeline>');
  expect(JSON.parse((await run(['-h', '--format', 'json'])).stdout).result.help).toContain('crash <how>');
});

test('no command is wrong usage: a template that came out empty must not look like success', async () => {
  const { exitCode, stdout, stderr } = await run([]);
  expect([exitCode, stdout]).toEqual([64, '']);
  expect(stderr).toContain('HF901  no command given');
});

test('secrets of the environment and e-mail addresses never reach stderr; secrets never reach stdout', async () => {
  const env = { S3_SECRET_KEY: 'three rows', DB_PASSWORD: 'process 1', SHELL: 'lock' };
  expect((await run(['run', 'daily'], { env })).stdout).toBe('***\n');
  expect((await run(['crash', 'lock'], { env })).stderr).toContain('another run is at work: *** holds lock');
});

test('with --log-format json stderr is one object a line', async () => {
  const { stderr } = await run(['crash', 'many', '--log-format', 'json']);
  const lines = stderr.trimEnd().split('\n');
  expect(lines).toHaveLength(3);
  expect(JSON.parse(lines[0]!)).toMatchObject({
    time: '2026-11-01T00:00:00.000Z',
    kind: 'problem',
    problem: { code: 'HF105', file: 'a.yml' },
  });
});
