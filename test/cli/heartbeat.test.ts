import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { endAfterGrace } from '../../src/cli/grace.ts';
import { heartbeat } from '../../src/cli/reporter/heartbeat.ts';
import { createReporter } from '../../src/cli/reporter/reporter.ts';
import { withTimeLimit } from '../../src/cli/time-limit.ts';
import { HoldfastError, problem } from '../../src/errors.ts';

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

function beating(every?: number) {
  let text = '';
  const write = (more: string) => {
    text += more;
  };
  const sink = { write, isTTY: false, columns: 80 };
  const clock = { now: () => Date.now() };
  const inner = createReporter('text', { sink, mask: (same) => same, clock, colour: false });
  return { reporter: heartbeat(inner, clock, every), text: () => text };
}

test('after thirty seconds of silence there is a sign of life, and again after thirty more', () => {
  const { reporter, text } = beating();
  reporter.emit({ kind: 'stage_started', stage: 'extract', detail: '42 files' });
  vi.advanceTimersByTime(29_999);
  expect(text()).toBe('extract    42 files\n');
  vi.advanceTimersByTime(1);
  vi.advanceTimersByTime(30_000);
  expect(text().split('\n').slice(1)).toEqual([
    'extract    still at work after 30.0 s: 42 files',
    'extract    still at work after 1 min 0 s: 42 files',
    '',
  ]);
  reporter.close();
  vi.advanceTimersByTime(300_000);
  expect(text().split('\n')).toHaveLength(4);
});

test('whatever else is said will do, and says what the work goes on from', () => {
  const { reporter, text } = beating(1_000);
  reporter.emit({ kind: 'progress', stage: 'extract', done: 8, total: 16, what: 'raw.crm__accounts' });
  vi.advanceTimersByTime(999);
  reporter.emit({
    kind: 'node_finished',
    stage: 'transform',
    node: 'features.nps',
    status: 'success',
    milliseconds: 1,
  });
  vi.advanceTimersByTime(999);
  expect(text()).not.toContain('still');
  vi.advanceTimersByTime(1);
  expect(text()).toContain('transform  still at work after 2.0 s: after features.nps\n');
  reporter.close();
});

test('how far the longest statement is belongs to the sign of life, and is none itself', () => {
  const { reporter, text } = beating(1_000);
  reporter.emit({ kind: 'stage_started', stage: 'extract' });
  for (const percent of [1.5, 7.9]) {
    vi.advanceTimersByTime(450);
    reporter.emit({ kind: 'statement', percent });
  }
  vi.advanceTimersByTime(100);
  expect(text()).toContain('still at work after 1.0 s: at work, the longest statement at 7 %\n');
  reporter.close();
});

test('a limit stops with exit 124 and says what the limit was', () => {
  const { signal } = withTimeLimit(new AbortController().signal, 90_000);
  vi.advanceTimersByTime(89_999);
  expect(signal.aborted).toBe(false);
  vi.advanceTimersByTime(1);
  expect(signal.reason).toBeInstanceOf(HoldfastError);
  expect(signal.reason).toMatchObject({ exitCode: 124, problems: [{ name: 'timedOut' }] });
  expect(String(signal.reason)).toContain('not done within 1 min 30 s');
});

test('a limit passes a signal on, and is over with the command', () => {
  const stop = new AbortController();
  const limited = withTimeLimit(stop.signal, 1_000);
  stop.abort(new HoldfastError([problem('terminated', undefined)]));
  expect(limited.signal.reason).toMatchObject({ exitCode: 143 });
  const done = withTimeLimit(new AbortController().signal, 1_000);
  done.dispose();
  vi.advanceTimersByTime(2_000);
  expect(done.signal.aborted).toBe(false);
});

test('what was stopped and goes on is ended within five seconds, with its exit code', () => {
  const ended: number[] = [];
  const stop = new AbortController();
  endAfterGrace(stop.signal, (code) => ended.push(code));
  stop.abort(new HoldfastError([problem('terminated', undefined)]));
  vi.advanceTimersByTime(4_000);
  expect(ended).toEqual([]);
  vi.advanceTimersByTime(1_000);
  expect(ended).toEqual([143]);
});

test('what ends by itself is left alone', () => {
  const ended: number[] = [];
  const stop = new AbortController();
  const over = endAfterGrace(stop.signal, (code) => ended.push(code));
  stop.abort(new HoldfastError([problem('interrupted', undefined)]));
  over();
  vi.advanceTimersByTime(60_000);
  expect(ended).toEqual([]);
});
