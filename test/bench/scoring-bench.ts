import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { median } from './print-times.ts';
import { linesByHand, meanByHand } from './scoring-by-hand.ts';
import { MEASURES } from './scoring-card.ts';
import { ScoringWorld } from './scoring-world.ts';

const ACCOUNTS = 10_000;
const WEEKS = 100;

interface Took {
  readonly seconds: number;
  /** User and system time of all threads. */
  readonly cpu: number;
}

/**
 * The score stage over a million account rows with thirty measures in a file on disk: everything that a run does for them, of
 * which four dates are explained; then the explanation of these four by itself. Each beside what a hand would write in DuckDB.
 */
export async function benchScoring({ folder, runs }: { folder: string; runs: number }): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const world = await ScoringWorld.make(join(folder, 'scoring.duckdb'), ACCOUNTS, WEEKS);
  try {
    const took = { all: [] as Took[], mean: [] as Took[], explain: [] as Took[], lines: [] as Took[] };
    // The first run warms the disk's cache and is not counted.
    for (let run = 0; run <= runs; run++) {
      await world.forget();
      const all = await timed(() => world.score());
      const mean = await timed(() => meanByHand(world));
      const lines = await timed(() => linesByHand(world));
      await world.forgetExplanation();
      const explain = await timed(() => world.score());
      if (run === 0) continue;
      took.all.push(all);
      took.mean.push(mean);
      took.lines.push(lines);
      took.explain.push(explain);
    }
    print(took, await world.counts());
  } finally {
    world.close();
  }
}

async function timed(work: () => Promise<unknown>): Promise<Took> {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { seconds: (performance.now() - start) / 1000, cpu: (user + system) / 1e6 };
}

type Taken = Readonly<Record<'all' | 'mean' | 'explain' | 'lines', readonly Took[]>>;

function print(took: Taken, { rows, lines }: { rows: number; lines: number }): void {
  const seconds = (name: keyof Taken) => median(took[name].map((one) => one.seconds));
  const cpu = (name: keyof Taken) => median(took[name].map((one) => one.cpu));
  const both = (name: keyof Taken) => `${seconds(name).toFixed(2)} s (${cpu(name).toFixed(2)} s CPU)`;
  const ratio = (ours: keyof Taken, theirs: keyof Taken) =>
    `${(seconds(ours) / seconds(theirs)).toFixed(2)} x, CPU ${(cpu(ours) / cpu(theirs)).toFixed(2)} x`;
  const rate = (of: number) => Math.round(of).toLocaleString('en-US');
  const bare = seconds('all') - seconds('explain');
  console.log(
    `\nScoring ${rate(rows)} account rows by ${MEASURES} measures, in one file on disk, two threads.\n`,
  );
  console.log(
    `- the whole stage: ${both('all')}, ${rate(rows / seconds('all'))} account rows a second (target 300,000)`,
  );
  console.log(`- without explaining: ${bare.toFixed(2)} s, ${rate(rows / bare)} account rows a second`);
  console.log(`- a weighted mean by hand: ${both('mean')}; the whole stage takes ${ratio('all', 'mean')}`);
  console.log(`- the explanation alone, ${rate(lines)} lines: ${both('explain')}`);
  console.log(
    `- as many lines by a plain unnest: ${both('lines')}; ours takes ${ratio('explain', 'lines')} (target 1.5 x)`,
  );
}
