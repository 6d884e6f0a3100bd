import type { RunEvent } from '../../ports/events.ts';
import { duration, eventLine } from './event-line.ts';
import type { Reporter, ReporterOptions } from './reporter.ts';

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const REDRAW_EVERY = 100;
const CLEAR_LINE = '\r\u001b[2K';

interface Current {
  readonly stage: string;
  readonly since: number;
  readonly what: string;
  /** Of the longest statement at work. */
  readonly percent: number | null;
}

/**
 * A terminal's display: finished stages and troubles stay as lines, and the last line says what goes on now and for how
 * long. Successful nodes only pass through that line.
 */
export function liveReporter(options: ReporterOptions): Reporter {
  const { sink, mask, clock } = options;
  let current: Current | null = null;
  let frame = 0;
  const draw = () => {
    if (current !== null) sink.write(CLEAR_LINE + status(current, frame++, options));
  };
  const timer = setInterval(draw, REDRAW_EVERY);
  timer.unref();
  return {
    emit(event) {
      current = follow(current, event, clock.now());
      if (isKept(event)) sink.write(`${CLEAR_LINE}${paint(event, mask(eventLine(event)), options.colour)}\n`);
      draw();
    },
    close() {
      clearInterval(timer);
      if (current !== null) sink.write(CLEAR_LINE);
      current = null;
    },
  };
}

function follow(current: Current | null, event: RunEvent, now: number): Current | null {
  switch (event.kind) {
    case 'stage_started':
      return { stage: event.stage, since: now, what: event.detail ?? '', percent: null };
    case 'stage_finished':
      return null;
    case 'progress':
      return at(current, event.stage, now, `${bar(event.done, event.total)} ${event.what}`);
    case 'node_finished':
      return at(current, event.stage, now, event.node);
    case 'statement':
      return current && { ...current, percent: event.percent };
    default:
      return current;
  }
}

function at(current: Current | null, stage: string, now: number, what: string): Current {
  return { stage, since: current?.stage === stage ? current.since : now, what, percent: null };
}

const BAR_WIDTH = 16;
const STATEMENT_WIDTH = 8;

function bar(done: number, total: number): string {
  return `${filledBar(total <= 0 ? 0 : Math.min(done, total) / total, BAR_WIDTH)} ${done}/${total}`;
}

function filledBar(share: number, width: number): string {
  const filled = Math.round(width * share);
  return `${'━'.repeat(filled)}${'╌'.repeat(width - filled)}`;
}

/** What is told was over when the statement began. */
function statementBar(percent: number | null): string {
  return percent === null
    ? ''
    : `, then ${filledBar(percent / 100, STATEMENT_WIDTH)} ${Math.floor(percent)} %`;
}

function status(current: Current, frame: number, { sink, mask, clock }: ReporterOptions): string {
  const line = `${FRAMES[frame % FRAMES.length] ?? ''} ${current.stage.padEnd(10)} ${duration(clock.now() - current.since).padEnd(7)} ${mask(current.what)}${statementBar(current.percent)}`;
  return line.length < sink.columns ? line : `${line.slice(0, Math.max(0, sink.columns - 2))}…`;
}

/** What stays on the screen: all but progress, the nodes that went well, and those whose warnings follow at once. */
function isKept(event: RunEvent): boolean {
  if (event.kind === 'node_finished') return event.status === 'error' || event.status === 'skipped';
  return (
    event.kind !== 'progress' &&
    event.kind !== 'stage_started' &&
    event.kind !== 'heartbeat' &&
    event.kind !== 'statement'
  );
}

const RED = '\u001b[31m';
const YELLOW = '\u001b[33m';
const GREEN = '\u001b[32m';
const RESET = '\u001b[0m';

function paint(event: RunEvent, line: string, colour: boolean): string {
  if (event.kind === 'stage_finished') return colour ? `${GREEN}✓${RESET} ${line}` : `✓ ${line}`;
  const hue = hueOf(event);
  return colour && hue !== null ? `${hue}${line}${RESET}` : line;
}

function hueOf(event: RunEvent): string | null {
  if (event.kind === 'problem') return event.problem.severity === 'error' ? RED : YELLOW;
  if (event.kind !== 'node_finished') return null;
  return event.status === 'error' ? RED : YELLOW;
}
