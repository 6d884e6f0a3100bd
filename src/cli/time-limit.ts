import { HoldfastError, problem } from '../errors.ts';
import { duration } from './reporter/event-line.ts';

/** A signal and the timers behind it. */
export interface LimitedSignal {
  readonly signal: AbortSignal;
  dispose(): void;
}

/** A signal that is aborted with `signal`, or after so many milliseconds with a reason of exit code 124. */
export function withTimeLimit(signal: AbortSignal, milliseconds: number | undefined): LimitedSignal {
  if (milliseconds === undefined) return { signal, dispose: () => undefined };
  const limit = new AbortController();
  const reason = new HoldfastError([problem('timedOut', { limit: duration(milliseconds) })]);
  const timer = setTimeout(() => limit.abort(reason), milliseconds);
  return { signal: AbortSignal.any([signal, limit.signal]), dispose: () => clearTimeout(timer) };
}
