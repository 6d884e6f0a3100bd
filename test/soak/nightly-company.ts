import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createPrng } from '../../src/core/stats/prng.ts';
import { deliver, exportsOnEach } from '../support/e2e-nights.ts';
import { newProject } from '../support/e2e-project.ts';
import { runProject } from '../support/run-project.ts';

/** A company that delivers exports every night. */
export interface NightlyCompany {
  readonly days: readonly string[];
  /** Another project of it, without exports. */
  project(): Promise<string>;
  /** Brings what a night has that the project has not, but for what is late; the same paths in the same order each time. */
  deliver(night: number, project: string, isLate: (path: string) => boolean): Promise<void>;
}

/** Days from one on, as-of dates that follow each other. */
function daysFrom(first: string, count: number): string[] {
  const day = (i: number) => new Date(Date.parse(first) + i * 86_400_000).toISOString().slice(0, 10);
  return Array.from({ length: count }, (_, i) => day(i));
}

/** The demo's smallest company by the root project, whose calendar begins not long before the exports. Takes long. */
export async function demoCompany(folder: string, nights: number): Promise<NightlyCompany> {
  // A month's exports grow with each of its days, and all begin on one day.
  const days = daysFrom('2026-10-02', nights);
  const exported = await exportsOnEach(days, folder);
  let projects = 0;
  return {
    days,
    async project() {
      projects += 1;
      const project = await newProject(join(folder, `project-${projects}`));
      const file = join(project, 'pipeline.yml');
      const text = await readFile(file, 'utf8');
      const changed = text.replace('from: 2024-06-03', 'from: 2026-07-06');
      if (changed === text) throw new Error('the calendar of pipeline.yml begins elsewhere now');
      await writeFile(file, changed);
      return project;
    },
    async deliver(night, project, isLate) {
      await deliver(exported[night] ?? '', project, isLate);
    },
  };
}

const ACCOUNTS = ['a0', 'a1', 'a2'];

/** Three accounts and a file of what they did a day, by the tests' smallest project. Every fifth file comes again, corrected. */
export function smallestCompany(nights: number): NightlyCompany {
  const days = daysFrom('2026-01-19', nights);
  const files = (night: number) =>
    days.slice(0, night + 1).map((day, i) => ({ name: day, text: usesOf(day, i, i % 5 === 4 && night > i) }));
  return {
    days,
    async project() {
      const { folder } = await runProject();
      await mkdir(join(folder, 'exports/usage'));
      return folder;
    },
    async deliver(night, project, isLate) {
      for (const { name, text } of files(night)) {
        const path = join(project, 'exports/usage', `${name}.csv`);
        const there = await readFile(path, 'utf8').catch(() => null);
        if (there !== text && !isLate(path)) await writeFile(path, text);
      }
    },
  };
}

/** What was done in the week before a day; a correction has some of it at another account. */
function usesOf(day: string, seed: number, corrected: boolean): string {
  const random = createPrng(seed);
  const uses = Array.from({ length: 30 }, (_, i) => {
    const account = ACCOUNTS[random.below(ACCOUNTS.length)] ?? '';
    const time = Date.parse(day) - 1 - random.below(7 * 86_400_000);
    const at = new Date(time).toISOString().slice(0, 19).replace('T', ' ');
    return `${day}-${i},${corrected && i % 3 === 0 ? 'a1' : account},${at}`;
  });
  return ['event_id,account_id,happened_at', ...uses, ''].join('\n');
}
