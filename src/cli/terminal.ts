import type { Clock } from '../ports/clock.ts';
import type { Sink } from './reporter/reporter.ts';

/** The world outside the program, as the command line sees it: a test can stand in for all of it. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly clock: Clock;
  /** Resolves when the text has left the process, also when nobody reads it any more. */
  readonly out: (text: string) => Promise<void>;
  readonly err: Sink;
  /** Aborted by SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
  /** Ends the process at once, without cleaning up. */
  readonly end: (exitCode: number) => void;
  /** How long nothing is said before a sign of life, in milliseconds (default: 30 seconds). */
  readonly silence?: number;
  readonly engineVersion: string;
}
