import { HoldfastError, problem } from '../../errors.ts';

const FILE_TROUBLE =
  /^(IO|Invalid Input|Conversion|Invalid|Out of Range|Serialization|Not implemented) Error: /;

/** DuckDB's strict reader gives up a file whose lines end in more than one way. */
export function isMixedLineEnds(error: unknown): boolean {
  return error instanceof Error && /state machine reached an invalid state/.test(error.message);
}

/** What the database says of a file as our problem; anything else, such as the reason of a stop, as it is. */
export function unreadable(path: string, localPath: string, error: unknown): unknown {
  if (!(error instanceof Error) || !FILE_TROUBLE.test(error.message)) return error;
  const mixed = isMixedLineEnds(error);
  const detail = mixed
    ? 'its lines end in more than one way (\\n, \\r\\n or \\r)'
    : (error.message.split('\n')[0] ?? '').replace(FILE_TROUBLE, '').replaceAll(localPath, path);
  const hint = mixed ? 'write it with one kind of line end throughout; dos2unix mends a file' : undefined;
  return new HoldfastError([problem('unreadableFile', { path, detail }, { file: path, hint })], {
    cause: error,
  });
}
