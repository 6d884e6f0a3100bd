import { join } from 'node:path';
import { createPrng } from '../../src/core/stats/prng.ts';
import { servingContent, targetBytes } from '../stages/publish/target-bytes.ts';
import { type Moment, momentAt, runAndKill, watch } from './e2e-kill.ts';
import { AS_OF, runDaily } from './e2e-process.ts';
import { copyOf, publishedOf } from './e2e-project.ts';
import { followPointer, tornReadersFiles } from './e2e-published.ts';

const RUN = ['run', 'daily', '--as-of', AS_OF, '--log-format', 'json'];

/** What one killed run left behind, and what the normal run after it made of that. */
interface KilledRun {
  readonly moment: Moment;
  readonly signal: NodeJS.Signals | null;
  /** The snapshot that the pointer named for the day right after the kill; null if none. */
  readonly named: string | null;
  /** Faults of what the pointer named and of what readers saw right after the kill. */
  readonly faults: readonly string[];
  readonly next: { readonly code: number | null; readonly content: unknown };
}

export interface KilledRuns {
  readonly undisturbed: {
    readonly snapshotId: string | null;
    /** All that it publishes: the hash of every file, and the rows of the serving file. */
    readonly content: unknown;
  };
  readonly killed: readonly KilledRun[];
}

/**
 * Runs a project once undisturbed, and once more for each kill from the same beginnings. The moments are drawn from a seed,
 * one from each of equal stretches of the undisturbed run, so that together they cover all of it.
 */
export async function killRuns(
  project: string,
  options: { kills: number; seed: number },
): Promise<KilledRuns> {
  const undisturbed = await copyOf(project, join(project, '..', 'undisturbed'));
  const { code, stderr, course } = await watch(undisturbed, RUN);
  if (code !== 0) throw new Error(`the undisturbed run ended with ${code}\n${stderr}`);
  const { uniform } = createPrng(options.seed);
  const killed: KilledRun[] = [];
  for (let i = 0; i < options.kills; i++) {
    const copy = await copyOf(project, join(project, '..', `killed-${i + 1}`));
    killed.push(await killAndRun(copy, momentAt(course, (i + uniform()) / options.kills)));
  }
  const { snapshots } = await followPointer(undisturbed);
  const snapshotId = snapshots[AS_OF] ?? null;
  return { undisturbed: { snapshotId, content: await contentOf(undisturbed) }, killed };
}

async function killAndRun(project: string, moment: Moment): Promise<KilledRun> {
  const { signal } = await runAndKill(project, RUN, moment);
  const { snapshots, faults } = await followPointer(project);
  const torn = await tornReadersFiles(project);
  const { code } = await runDaily(project);
  return {
    moment,
    signal,
    named: snapshots[AS_OF] ?? null,
    faults: [...faults, ...torn],
    next: { code, content: await contentOf(project) },
  };
}

async function contentOf(project: string): Promise<unknown> {
  const target = publishedOf(project);
  return { files: await targetBytes(target), serving: await servingContent(target) };
}
