import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { openWarehouse } from '../../src/adapters/duckdb/open-warehouse.ts';
import { generateDemo } from '../../src/demo/generate-demo.ts';
import { exportsOf, SMALL } from './e2e-project.ts';

/** The small company's exports as they lie there on the morning of each day: files come, and those of the running month grow. */
export async function exportsOnEach(days: readonly string[], folder: string): Promise<string[]> {
  const warehouse = await openWarehouse({ threads: 2 });
  const made: string[] = [];
  try {
    for (const end of days) {
      const out = join(folder, `exports-${end}`);
      await generateDemo(warehouse, { ...SMALL, end, out });
      made.push(out);
    }
  } finally {
    warehouse.close();
  }
  return made;
}

/**
 * Brings what is new or changed into a project's exports, as a nightly delivery would; answers which files these are. What is
 * late is left for another night, when it has what that night's file has.
 */
export async function deliver(
  from: string,
  project: string,
  isLate: (path: string) => boolean = () => false,
): Promise<string[]> {
  const to = exportsOf(project);
  const entries = await readdir(from, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const brought: string[] = [];
  for (const path of files.map((entry) => relative(from, join(entry.parentPath, entry.name))).sort()) {
    if ((await isSame(join(from, path), join(to, path))) || isLate(path)) continue;
    await cp(join(from, path), join(to, path));
    brought.push(path);
  }
  return brought;
}

async function isSame(one: string, other: string): Promise<boolean> {
  const there = await readFile(other).catch(() => null);
  return there?.equals(await readFile(one)) ?? false;
}

interface Event {
  readonly event_id: number;
  readonly occurred_at: string;
  readonly received_at: string;
}

/**
 * A file of events that came in on a day, made of another day's: half of them happened on it, the others a week before and
 * were late. None of them could be known before it.
 */
export async function eventsOfDay(
  project: string,
  { like, day }: { like: string; day: string },
): Promise<void> {
  const file = (of: string) => join(exportsOf(project), `product/events_${of}.jsonl.gz`);
  const lines = gunzipSync(await readFile(file(like)))
    .toString()
    .trim()
    .split('\n');
  const events = lines.map((line, i) => {
    const { event_id, occurred_at, received_at, ...rest } = JSON.parse(line) as Event;
    const happened =
      i % 2 === 0 ? day : new Date(Date.parse(day) - 7 * 86_400_000).toISOString().slice(0, 10);
    const on = (date: string, time: string) => `${date}${time.slice(10)}`;
    const times = { occurred_at: on(happened, occurred_at), received_at: on(day, received_at) };
    return JSON.stringify({ event_id: event_id + 1, ...times, ...rest });
  });
  await writeFile(file(day), gzipSync(events.join('\n')));
}
