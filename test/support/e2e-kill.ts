import { ended, type Ran, startProgram } from './e2e-process.ts';

/** When an undisturbed run said each of its lines on stderr, and ended: milliseconds from its start. */
export interface Course {
  readonly lines: readonly number[];
  readonly end: number;
}

/** A moment of a run: so many milliseconds after so many lines, which is the same place on a machine of another speed. */
export interface Moment {
  readonly lines: number;
  readonly milliseconds: number;
}

/** Runs undisturbed, and notes its course. */
export async function watch(project: string, argv: readonly string[]): Promise<Ran & { course: Course }> {
  const lines: number[] = [];
  const child = startProgram(project, argv);
  const began = performance.now();
  const since = () => performance.now() - began;
  child.stderr.on('data', (data: Buffer) => lines.push(...countLines(data).map(since)));
  const ran = await ended(child);
  return { ...ran, course: { lines, end: since() } };
}

/** The moment at a share of a run's duration, 0 to 1. */
export function momentAt({ lines, end }: Course, share: number): Moment {
  const at = share * end;
  const before = lines.filter((time) => time <= at);
  return { lines: before.length, milliseconds: at - (before.at(-1) ?? 0) };
}

/** Runs and sends the process a signal at a moment, if it gets that far: SIGKILL, which no handler sees, or a milder one. */
export async function runAndKill(
  project: string,
  argv: readonly string[],
  moment: Moment,
  signal: NodeJS.Signals = 'SIGKILL',
): Promise<Ran> {
  const child = startProgram(project, argv);
  const kill = () => setTimeout(() => child.kill(signal), moment.milliseconds);
  let timer = moment.lines === 0 ? kill() : null;
  let lines = 0;
  child.stderr.on('data', (data: Buffer) => {
    lines += countLines(data).length;
    if (lines >= moment.lines) timer ??= kill();
  });
  const ran = await ended(child);
  if (timer !== null) clearTimeout(timer);
  return ran;
}

function countLines(data: Buffer): readonly string[] {
  return data.toString().match(/\n/g) ?? [];
}
