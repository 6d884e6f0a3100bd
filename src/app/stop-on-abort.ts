interface Database {
  /** Ends what runs; it and whatever follows fails with `reason`. */
  stop(reason: Error): void;
  close(): void;
}

/** Does `work` on an open database, which is closed however that ends. An abort of the signal stops every statement on it. */
export async function stopOnAbort<D extends Database, T>(
  database: D,
  signal: AbortSignal,
  work: (database: D) => Promise<T>,
): Promise<T> {
  const stop = (): void => database.stop(signal.reason as Error);
  signal.addEventListener('abort', stop);
  try {
    signal.throwIfAborted();
    return await work(database);
  } finally {
    signal.removeEventListener('abort', stop);
    database.close();
  }
}
