import { HoldfastError, problem } from '../../errors.ts';

const WORDS = /^Out of Memory Error: /;

/** DuckDB's word that its memory, or its room for what it spills, is used up, as our problem; null for any other error. */
export function outOfMemory(error: unknown): HoldfastError | null {
  if (!(error instanceof Error) || !WORDS.test(error.message)) return null;
  const [line = ''] = error.message.replace(WORDS, '').split('\n');
  return new HoldfastError([problem('outOfMemory', { detail: line })], { cause: error });
}

/** An error that is that, or the one below it that is; null where neither is. */
export function outOfMemoryBelow(error: unknown): HoldfastError | null {
  if (!(error instanceof Error)) return null;
  const isIt = error instanceof HoldfastError && error.problems.some(({ name }) => name === 'outOfMemory');
  return isIt ? error : outOfMemoryBelow(error.cause);
}
