import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { AppContext } from '../../src/app/context.ts';
import { type RunOptions, runPipeline } from '../../src/app/run.ts';
import { HoldfastError, type Problem } from '../../src/errors.ts';
import { smallProject } from './small-project.ts';
import { testContext } from './test-context.ts';

/** The small project in a folder, with a scorecard and exports, so that whole runs can be made of it in this process. */
export interface RunProject {
  readonly folder: string;
  readonly context: AppContext;
  write(path: string, text: string): Promise<void>;
  /** A file of uses, one a line: id, account, when. */
  deliver(name: string, uses: readonly (readonly [string, string, string])[]): Promise<void>;
  run(options: Partial<RunOptions> & { asOf: string }): ReturnType<typeof runPipeline>;
  remove(): Promise<void>;
}

const SCORECARD = `
name: health
version: 1
description: How healthy.
scale: { min: 0, max: 100 }
minimum_coverage: 0.5
bands:
  - { name: poor, from: 0, meaning: Bad., action: Call. }
  - { name: good, from: 50, meaning: Good., action: Grow. }
steadiness: { margin: 0, readings: 1 }
dimensions:
  - name: product
    weight: 1
    description: Usage.
    measures:
      - name: events_28d
        label: Events in 28 days
        feature: usage.events_28d
        weight: 1
        direction: higher_is_better
        timing: leading
        normalise: { type: linear, worst: 0, best: 4 }
        reason: Only {value} events in 28 days
`;

const STEPS = {
  daily: '[extract, transform, score, backtest, publish]',
  features: '[extract, transform]',
};

export async function runProject(): Promise<RunProject> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-run-'));
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  for (const [path, text] of Object.entries(smallProject)) await write(path, text);
  for (const [name, steps] of Object.entries(STEPS))
    await write(`pipelines/${name}.yml`, `description: ${name}.\nsteps: ${steps}\n`);
  await write('models/scores/health.yml', SCORECARD);
  await write(
    'exports/accounts/all.csv',
    'account_id,opened_at\na0,2025-12-01\na1,2025-12-01\na2,2025-12-01\n',
  );
  let time = Date.UTC(2026, 0, 1);
  // One run's records come after those of the run before.
  const context = testContext(folder, { clock: { now: () => ++time } });
  return {
    folder,
    context,
    write,
    deliver: (name, uses) =>
      write(
        `exports/usage/${name}.csv`,
        ['event_id,account_id,happened_at', ...uses.map((use) => use.join(',')), ''].join('\n'),
      ),
    run: (options) => runPipeline(context, { pipeline: 'daily', ...options }),
    remove: () => rm(folder, { recursive: true }),
  };
}

/** The problems that a call is refused with. */
export async function problemsOf(call: Promise<unknown>): Promise<readonly Problem[]> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof HoldfastError)) throw error ?? new Error('it was not refused');
  return error.problems;
}
