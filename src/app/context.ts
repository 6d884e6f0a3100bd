import type { Environment } from '../core/config/interpolate.ts';
import type { Mask } from '../core/config/masked-json.ts';
import type { ExitCode } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Events } from '../ports/events.ts';

/** What every use case is given: the edge of the program read these once, nobody reads them again. */
export interface AppContext {
  /** Absolute path of the folder that holds pipeline.yml. */
  readonly projectDir: string;
  /** Name of a target in pipeline.yml; without it the project's default. */
  readonly target?: string | undefined;
  readonly env: Environment;
  readonly events: Events;
  /** Removes secrets and e-mail addresses from whatever is written for people to read: logs and run records. */
  readonly mask: Mask;
  readonly clock: Clock;
  /** Aborted by SIGINT, SIGTERM and --timeout; its reason is the HoldfastError that says so and carries the exit code. */
  readonly signal: AbortSignal;
  readonly engineVersion: string;
}

/** What a use case answers when it ended as it should, even if what it found is bad news. */
export interface CommandResult<T> {
  readonly exitCode: ExitCode;
  /** For programs: JSON-serialisable. */
  readonly result: T;
  /** The same for a person, at most 110 columns wide, without a final line break. */
  readonly text: string;
}
