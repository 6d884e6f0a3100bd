import { problemLines } from '../../app/problem-text.ts';
import { count } from '../../app/words.ts';
import type { RunEvent } from '../../ports/events.ts';

const STAGE_WIDTH = 10;

/** One event in words; a problem takes a second line for its hint. */
export function eventLine(event: RunEvent): string {
  switch (event.kind) {
    case 'stage_started':
      return `${stage(event.stage)} ${event.detail ?? 'begins'}`;
    case 'stage_finished':
      return `${stage(event.stage)} ${event.summary}  (${duration(event.milliseconds)})`;
    case 'progress':
      return `${stage(event.stage)} ${event.done}/${event.total} ${event.what}`;
    case 'node_finished':
      return nodeLine(event);
    case 'heartbeat':
      return `${stage(event.stage)} still at work after ${duration(event.milliseconds)}: ${event.what}`;
    case 'statement':
      return event.percent === null ? '' : `statement at ${Math.floor(event.percent)} %`;
    case 'problem':
      return problemLines(event.problem);
    case 'note':
      return event.message;
  }
}

function nodeLine(event: Extract<RunEvent, { kind: 'node_finished' }>): string {
  const rows = event.rows === undefined ? '' : `  ${count(event.rows)} rows`;
  const message = event.message === undefined ? '' : `  ${event.message}`;
  const status = event.status === 'success' ? 'ok' : event.status;
  return `${stage(event.stage)}   ${status.padEnd(9)} ${event.node}${rows}${message}  (${duration(event.milliseconds)})`;
}

function stage(name: string): string {
  return name.padEnd(STAGE_WIDTH);
}

/** Milliseconds as a person says them: 830 ms, 2.1 s, 3 min 20 s. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
