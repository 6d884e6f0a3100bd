import { expect, onTestFinished, test } from 'vitest';
import { maskPersonal, maskSecrets } from '../../src/cli/mask.ts';
import { createReporter } from '../../src/cli/reporter/reporter.ts';
import { problem } from '../../src/errors.ts';
import type { RunEvent } from '../../src/ports/events.ts';

const EVENTS: readonly RunEvent[] = [
  { kind: 'stage_started', stage: 'extract', detail: '42 files' },
  { kind: 'progress', stage: 'extract', done: 8, total: 16, what: 'crm/accounts.csv' },
  { kind: 'stage_finished', stage: 'extract', summary: '42 files, 1,203,331 rows', milliseconds: 2140 },
  {
    kind: 'node_finished',
    stage: 'transform',
    node: 'features.nps',
    status: 'success',
    rows: 4000,
    milliseconds: 31.4,
  },
  {
    kind: 'node_finished',
    stage: 'transform',
    node: 'scores.health',
    status: 'skipped',
    milliseconds: 0,
    message: 'upstream features.x failed',
  },
  {
    kind: 'problem',
    problem: problem(
      'unknownRelation',
      { relation: 'a.b' },
      { file: 'm.sql', line: 3, column: 9, hint: 'no' },
    ),
  },
  { kind: 'note', message: 'password hunter22 of ann.b@example.co.uk' },
];

function report(options: { isTTY: boolean; colour?: boolean; format?: 'text' | 'json'; columns?: number }) {
  let text = '';
  let time = 0;
  const sink = {
    write: (more: string) => (text += more),
    isTTY: options.isTTY,
    columns: options.columns ?? 80,
  };
  const reporter = createReporter(options.format ?? 'text', {
    sink: sink as never,
    mask: maskPersonal(maskSecrets({ MY_PASSWORD: 'hunter22' })),
    clock: { now: () => time },
    colour: options.colour ?? false,
  });
  onTestFinished(() => reporter.close());
  return { reporter, text: () => text, wait: (ms: number) => (time += ms) };
}

test('plain lines for a log', () => {
  const { reporter, text } = report({ isTTY: false });
  for (const event of EVENTS) reporter.emit(event);
  expect(text().split('\n')).toEqual([
    'extract    42 files',
    'extract    42 files, 1,203,331 rows  (2.1 s)',
    'transform    ok        features.nps  4,000 rows  (31 ms)',
    'transform    skipped   scores.health  upstream features.x failed  (0 ms)',
    'm.sql:3:9  HF204  unknown relation "a.b"',
    '  hint: no',
    'password *** of <e-mail>',
    '',
  ]);
});

test('a log hears of progress now and then, not each time', () => {
  const { reporter, text, wait } = report({ isTTY: false });
  const progress = (done: number) =>
    reporter.emit({ kind: 'progress', stage: 'score', done, total: 9, what: 'x' });
  progress(1);
  wait(9_999);
  progress(2);
  wait(1);
  progress(3);
  progress(4);
  expect(text()).toBe('score      3/9 x\n');
});

test('one JSON object a line, masked', () => {
  const { reporter, text } = report({ isTTY: true, format: 'json' });
  for (const event of EVENTS) reporter.emit(event);
  const lines = text().trimEnd().split('\n');
  expect(lines).toHaveLength(EVENTS.length);
  expect(JSON.parse(lines[1]!)).toEqual({ time: '1970-01-01T00:00:00.000Z', ...EVENTS[1] });
  expect(JSON.parse(lines[6]!)).toMatchObject({ message: 'password *** of <e-mail>' });
});

/** What a terminal shows after the text: a carriage return with "erase line" begins the line anew. */
function screen(text: string): string[] {
  return text.split('\n').map((line) => line.split('\r\u001b[2K').at(-1) ?? '');
}

test('a terminal keeps stages and troubles and shows the rest in its last line', () => {
  const { reporter, text, wait } = report({ isTTY: true });
  reporter.emit(EVENTS[0]!);
  expect(screen(text())).toEqual(['⠋ extract    0 ms    42 files']);
  wait(1500);
  reporter.emit(EVENTS[1]!);
  expect(screen(text())).toEqual(['⠙ extract    1.5 s   ━━━━━━━━╌╌╌╌╌╌╌╌ 8/16 crm/accounts.csv']);
  for (const event of EVENTS.slice(2)) reporter.emit(event);
  reporter.close();
  expect(screen(text())).toEqual([
    '✓ extract    42 files, 1,203,331 rows  (2.1 s)',
    'transform    skipped   scores.health  upstream features.x failed  (0 ms)',
    'm.sql:3:9  HF204  unknown relation "a.b"',
    '  hint: no',
    'password *** of <e-mail>',
    '',
  ]);
});

test('a terminal keeps the warning and not the line of its node', () => {
  const { reporter, text } = report({ isTTY: true });
  const node = { kind: 'node_finished', stage: 'transform', node: 'check.odd', milliseconds: 3 } as const;
  reporter.emit({ ...node, status: 'warn' });
  const warning = problem('usage', { detail: 'odd' }, { severity: 'warning' });
  reporter.emit({ kind: 'problem', problem: warning });
  reporter.close();
  expect(screen(text())).toEqual(['HF901  warning: odd', '']);
});

test('the live line never wraps, and colours come only when wanted', () => {
  const narrow = report({ isTTY: true, columns: 30 });
  narrow.reporter.emit(EVENTS[1]!);
  expect(screen(narrow.text())[0]!.length).toBeLessThan(30);
  const plain = report({ isTTY: true });
  const coloured = report({ isTTY: true, colour: true });
  for (const { reporter } of [plain, coloured]) for (const event of EVENTS) reporter.emit(event);
  expect(plain.text()).not.toContain('\u001b[3');
  expect(coloured.text()).toContain('\u001b[31mm.sql:3:9');
});

test('how far a long statement is shows on a terminal until something else is told, and in no log', () => {
  const statement = { kind: 'statement', percent: 42.7 } as const;
  const live = report({ isTTY: true });
  live.reporter.emit(EVENTS[1]!);
  live.reporter.emit(statement);
  expect(screen(live.text())[0]).toContain('8/16 crm/accounts.csv, then ━━━╌╌╌╌╌ 42 %');
  live.reporter.emit(EVENTS[1]!);
  expect(screen(live.text())[0]).toMatch(/8\/16 crm\/accounts.csv$/);
  for (const format of ['text', 'json'] as const) {
    const log = report({ isTTY: false, format });
    log.reporter.emit(statement);
    expect(log.text()).toBe('');
  }
});

test('nothing is drawn after the end', async () => {
  const { reporter, text } = report({ isTTY: true });
  reporter.emit(EVENTS[0]!);
  reporter.close();
  const length = text().length;
  await new Promise((resolve) => setTimeout(resolve, 250));
  expect(text()).toHaveLength(length);
});

test('secrets are known by the names of their variables, and must be long enough to be secrets', () => {
  const mask = maskSecrets({
    AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI',
    GITHUB_TOKEN: 'ghp_abcdef',
    TOKEN_2: 'second-one',
    PASS: 'dev',
    KEYBOARD: 'qwertz',
    PWD: '/home/ann/project',
    HOME: '/home/ann',
    LONGER_TOKEN: 'ghp_abcdefgh',
  });
  expect(mask('wJalrXUtnFEMI ghp_abcdefgh ghp_abcdef second-one')).toBe('*** *** *** ***');
  expect(mask('dev qwertz /home/ann/project')).toBe('dev qwertz /home/ann/project');
  expect(mask('postgres://ann:s3cr3t@db/x')).toBe('postgres://ann:***@db/x');
});
