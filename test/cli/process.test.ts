import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { holdfast, MAIN, startHoldfast } from './holdfast-process.ts';

const ROOT = join(import.meta.dirname, '..', '..');
/** Takes long enough to be met by a signal. */
const LARGE_DEMO = ['demo', '--accounts', '4000', '--events', '20000000', '--out'];
const SMALL_DEMO = ['demo', '--accounts', '20', '--months', '6', '--events', '2000', '--out'];

async function tempFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-process-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

test('help and version of the compiled program', async () => {
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  expect(await holdfast(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' });
  const help = await holdfast(['--help']);
  expect(help).toMatchObject({ code: 0, stderr: '' });
  for (const { name } of commands) expect(help.stdout).toMatch(new RegExp(`^ {2}${name}\\b`, 'm'));
});

test('every command can say how it is used', async () => {
  for (const { name, examples } of commands) {
    const { code, stdout } = await holdfast([name, '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain(`usage: holdfast ${name}`);
    for (const example of examples) expect(example.startsWith(name)).toBe(true);
  }
});

test('wrong usage is 64, with every mistake on stderr and one JSON object on stdout when asked for', async () => {
  const { code, stdout, stderr } = await holdfast(['demo', '--seeed=1', '--accounts=none', '--format=json']);
  expect(code).toBe(64);
  expect(JSON.parse(stdout)).toMatchObject({
    exit_code: 64,
    problems: [{ code: 'HF903' }, { code: 'HF905' }],
  });
  expect(stderr).toContain('hint: did you mean "--seed"?');
  expect(stderr).toContain('HF905');
});

test('a folder that is no project is 78, one that has published nothing 66', async () => {
  const folder = await tempFolder();
  const lost = await holdfast(['show'], { cwd: folder });
  expect(lost).toMatchObject({ code: 78, stdout: '' });
  expect(lost.stderr).toContain('pipeline.yml  HF105  pipeline.yml is missing');
  expect(lost.stderr).toContain('holdfast init');
  expect((await holdfast(['init', '.'], { cwd: folder })).code).toBe(0);
  const empty = await holdfast(['explain', 'A-1', '--project-dir', folder]);
  expect(empty.code).toBe(66);
  expect(empty.stderr).toContain('HF620  nothing is published yet');
});

test('a demo company is made once, the second time it is unchanged, and another is not written over it', async () => {
  const folder = await tempFolder();
  const out = join(folder, 'exports');
  const made = await holdfast([...SMALL_DEMO, out, '--format', 'json', '--log-format=json']);
  expect(made.code).toBe(0);
  const told = made.stderr
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { kind: string });
  expect(told.map(({ kind }) => kind)).toEqual(['stage_started', 'stage_finished']);
  expect(JSON.parse(made.stdout.trimEnd().split('\n').at(-1)!)).toMatchObject({
    command: 'demo',
    exit_code: 0,
    result: { made: true, path: out, report: { seed: 1 } },
  });
  const files = await readdir(out, { recursive: true });
  const again = await holdfast([...SMALL_DEMO, out]);
  expect(again).toMatchObject({ code: 0, stdout: expect.stringMatching(/^unchanged/) });
  const other = await holdfast([...SMALL_DEMO, out, '--seed', '2']);
  expect(other).toMatchObject({ code: 64, stderr: expect.stringContaining('HF906') });
  expect(await readdir(out, { recursive: true })).toEqual(files);
  await rm(join(out, '.holdfast-demo.json'));
  await writeFile(join(out, 'mine.csv'), 'x');
  expect((await holdfast([...SMALL_DEMO, out])).code).toBe(64);
  expect(await readdir(folder)).toEqual(['exports']);
});

test.each([
  ['SIGTERM', 143],
  ['SIGINT', 130],
] as const)('%s stops the work, leaves nothing behind and ends with %i', async (signal, code) => {
  const folder = await tempFolder();
  const running = startHoldfast([...LARGE_DEMO, join(folder, 'exports'), '--format', 'json']);
  await running.said(/making 4000 accounts/);
  running.process.kill(signal);
  const ended = await running.ended;
  expect(ended).toMatchObject({ code, signal: null });
  expect(ended.stderr).toContain(`stopped by ${signal}`);
  expect(JSON.parse(ended.stdout)).toMatchObject({ exit_code: code, result: null });
  expect(await readdir(folder)).toEqual([]);
});

test('a second signal ends it at once', async () => {
  const folder = await tempFolder();
  const running = startHoldfast([...LARGE_DEMO, join(folder, 'exports')]);
  await running.said(/making 4000 accounts/);
  running.process.kill('SIGTERM');
  running.process.kill('SIGINT');
  const ended = await running.ended;
  // Which of the two came second is the system's to say; no clean-up was waited for either way.
  expect(['SIGINT', 'SIGTERM']).toContain(ended.signal);
});

test('a reader that goes away early is no error', async () => {
  const folder = await tempFolder();
  await holdfast(['init', '.'], { cwd: folder });
  const child = spawn(process.execPath, [MAIN, 'validate', '--format', 'json'], { cwd: folder });
  child.stdout.destroy();
  let stderr = '';
  child.stderr.on('data', (data) => {
    stderr += String(data);
  });
  const [code] = await once(child, 'close');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test('colours and drawing are for terminals: a pipe gets plain lines', async () => {
  const plain = await holdfast([...SMALL_DEMO, join(await tempFolder(), 'a')]);
  expect(plain.stderr.split('\n')[0]).toBe('demo       making 20 accounts, 6 months, 2,000 events');
  expect(plain.stderr + plain.stdout).not.toContain('\u001b');
});
