import pLimit from 'p-limit';

/** As many file operations as keep the disk busy without crowding out the database, which shares Node's four I/O threads. */
const AT_ONCE = 8;

/** `work` for each item, a few at a time; results in the order of the items. Rejects with the first failure once all have ended. */
export async function mapInParallel<T, R>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const limit = pLimit(AT_ONCE);
  const results = await Promise.allSettled(items.map((item, index) => limit(() => work(item, index))));
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}
