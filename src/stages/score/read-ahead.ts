/** Yields what a source yields, and lets it be at work on the next one meanwhile. */
export async function* readAhead<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = begin(source);
  try {
    for (;;) {
      const { value, done } = await next;
      if (done) return;
      next = begin(source);
      yield value;
    }
  } finally {
    await next.catch(() => undefined);
  }
}

/** A failure is met by whoever awaits the next one, which may be a while. */
function begin<T>(source: AsyncGenerator<T>): Promise<IteratorResult<T, void>> {
  const next = source.next();
  next.catch(() => undefined);
  return next;
}
