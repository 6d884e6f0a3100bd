import { HoldfastError, type ProblemName, problem } from '../../errors.ts';

const OUT_OF_MEMORY = /^Out of Memory Error: /;
const NO_ROOM = /No space left on device|Disk quota exceeded/;
const TROUBLES: readonly ProblemName[] = ['outOfMemory', 'noRoom'];

/** What DuckDB says when memory, room to spill or the disk is used up, as our problem; null for any other error. */
export function engineTrouble(error: unknown): HoldfastError | null {
  if (!(error instanceof Error) || error instanceof HoldfastError) return null;
  const [detail = ''] = error.message.replace(OUT_OF_MEMORY, '').split('\n');
  if (OUT_OF_MEMORY.test(error.message))
    return new HoldfastError([problem('outOfMemory', { detail })], { cause: error });
  if (NO_ROOM.test(error.message))
    return new HoldfastError([problem('noRoom', { detail })], { cause: error });
  return null;
}

/** An error that is such trouble, or the one below it that is; null where there is none. */
export function engineTroubleBelow(error: unknown): HoldfastError | null {
  if (!(error instanceof Error)) return null;
  const isIt = error instanceof HoldfastError && error.problems.some(({ name }) => TROUBLES.includes(name));
  return isIt ? error : engineTroubleBelow(error.cause);
}
