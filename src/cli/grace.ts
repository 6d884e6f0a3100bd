import { EXIT, HoldfastError } from '../errors.ts';

/** How long cleaning up may take once a command is stopped, in milliseconds: with what comes after, less than five seconds. */
const GRACE = 4_500;

/**
 * Ends the process when it has been stopped and does not come to an end: a store that never answers must not hold up whoever
 * waits for us. That is as safe as kill -9, after which the next run needs no repair. Dispose it when the command has ended.
 */
export function endAfterGrace(
  signal: AbortSignal,
  end: (exitCode: number) => void,
  grace = GRACE,
): () => void {
  let timer: NodeJS.Timeout | undefined;
  const onAbort = () => {
    const reason: unknown = signal.reason;
    timer = setTimeout(() => end(reason instanceof HoldfastError ? reason.exitCode : EXIT.defect), grace);
  };
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  return () => {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  };
}
