import type { BenchCase } from './cases.ts';
import { runProcess, runWithinMemory, type Usage } from './run-process.ts';
import type { Side, Workspace } from './workspace.ts';

export interface TimedCase {
  readonly case: BenchCase;
  readonly ours: readonly Usage[];
  /** None where it ran out of memory. */
  readonly hand: readonly Usage[];
}

/** Runs both sides in turn, and each time the other one first, so that a busy spell hits both. */
export async function timeCase(work: Workspace, one: BenchCase): Promise<TimedCase> {
  work.beginOn(one.first);
  const timed = { ours: [] as Usage[], hand: [] as Usage[] };
  for (let run = 0; run < work.options.runs; run++) {
    const order: readonly Side[] = run % 2 === 0 ? ['ours', 'hand'] : ['hand', 'ours'];
    for (const side of order) {
      const { from, command } = one[side] ?? {};
      if (command === undefined || (from && !work.has(side, from))) continue;
      work.restore(side, from ?? null);
      const usage = await (side === 'ours' ? runProcess : runWithinMemory)(command);
      if (usage === null) process.stderr.write(`${one.name} by hand ran out of memory\n`);
      else timed[side].push(usage);
    }
  }
  return { case: one, ...timed };
}
