import { HoldfastError, problem } from '../../errors.ts';

const WORDS = /^Out of Memory Error: /;

/** DuckDB's word that its memory, or its room for what it spills, is used up, as our problem; null for any other error. */
export function outOfMemory(error: unknown): HoldfastError | null {
  if (!(error instanceof Error) || !WORDS.test(error.message)) return null;
  const [line = ''] = error.message.replace(WORDS, '').split('\n');
  return new HoldfastError([problem('outOfMemory', { detail: line })], { cause: error });
}

/** Whether an error, or what it came from, is that. */
export function isOutOfMemory(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof HoldfastError && error.problems.some(({ name }) => name === 'outOfMemory'))
    return true;
  return isOutOfMemory(error.cause);
}
