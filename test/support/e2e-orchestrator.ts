import { constants } from 'node:os';
import type { Prng } from '../../src/core/stats/prng.ts';
import { type Course, momentAt, runAndKill, watch } from './e2e-kill.ts';
import type { Ran } from './e2e-process.ts';

/** What befalls an attempt: a signal, the end of its --timeout, or that the orchestrator starts it twice. */
const DISTURBANCES = ['SIGKILL', 'SIGKILL', 'SIGTERM', 'SIGINT', 'timeout', 'twice'] as const;
type Disturbance = (typeof DISTURBANCES)[number];

/** docs/exit-codes.md: done, and what is worth another try; 137 is what a shell says of kill -9. */
const DONE: readonly number[] = [0, 99];
const TRY_AGAIN: readonly number[] = [66, 69, 75, 124, 130, 137, 143];

export interface Attempt {
  readonly disturbance: Disturbance | 'none';
  readonly code: number;
}

export interface Trouble {
  /** When an undisturbed run of that night said what: moments are drawn from it. */
  readonly course: Course;
  readonly random: Prng;
  /** So many attempts at most are disturbed. */
  readonly attempts: number;
  /** Looks at what readers see after each attempt. */
  readonly look: () => Promise<void>;
}

const nightOf = (asOf: string) => ['run', 'daily', '--as-of', asOf, '--log-format', 'json'];

/** A night that nothing befalls. @throws Error with what it said when it is not done by one run. */
export async function quietNight(project: string, asOf: string): Promise<Course> {
  const { code, stderr, course } = await watch(project, nightOf(asOf));
  if (code !== 0) throw new Error(`${asOf} ended with ${code}\n${stderr}`);
  return course;
}

/**
 * A night as an orchestrator without mercy runs it: attempts are disturbed at moments that a seed decides, and each is followed
 * by another as its exit code says, until one is done. Once in a while a night that is done is run again, which has to be 99.
 * @throws Error on an exit code that is neither done nor worth another try.
 */
export async function roughNight(project: string, asOf: string, trouble: Trouble): Promise<Attempt[]> {
  const { random, attempts, look } = trouble;
  const made: Attempt[] = [];
  for (let done = false; !done; ) {
    const index = made.length < attempts ? random.below(DISTURBANCES.length + 2) : DISTURBANCES.length;
    const disturbance = DISTURBANCES[index] ?? 'none';
    for (const ran of await attempt(project, nightOf(asOf), disturbance, trouble)) {
      const code = codeOf(ran);
      made.push({ disturbance, code });
      if (!DONE.includes(code) && !TRY_AGAIN.includes(code))
        throw new Error(`${asOf}, ${disturbance}: exit ${ran.code} ${ran.signal}\n${ran.stderr}`);
      done ||= DONE.includes(code);
    }
    await look();
  }
  if (random.uniform() < 0.15) made.push(await onceMore(project, asOf));
  return made;
}

/** As a shell says it: who is slow to clean up ends by the signal itself. */
function codeOf({ code, signal }: Ran): number {
  return code ?? 128 + constants.signals[signal ?? 'SIGKILL'];
}

async function onceMore(project: string, asOf: string): Promise<Attempt> {
  const { code, stderr } = await watch(project, nightOf(asOf));
  if (code !== 99) throw new Error(`${asOf} once more: ${code}\n${stderr}`);
  return { disturbance: 'none', code };
}

async function attempt(
  project: string,
  argv: readonly string[],
  disturbance: Disturbance | 'none',
  { course, random }: Trouble,
): Promise<readonly Ran[]> {
  const share = random.uniform() * 1.05;
  switch (disturbance) {
    case 'none':
      return [await watch(project, argv)];
    case 'timeout':
      return [
        await watch(project, [...argv, '--timeout', `${((share * course.end) / 1000 + 0.01).toFixed(3)}s`]),
      ];
    case 'twice':
      return Promise.all([watch(project, argv), watch(project, argv)]);
    default:
      return [await runAndKill(project, argv, momentAt(course, share), disturbance)];
  }
}
