import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type KilledRuns, killRuns } from '../support/e2e-killed-runs.ts';
import { done, runDaily } from '../support/e2e-process.ts';
import { newProject, workFolder } from '../support/e2e-project.ts';

const SEED = Number(process.env['SOAK_SEED'] ?? 3);

/** A company of 40 accounts over 30 months, whose whole run is killed. */
async function company(folder: string): Promise<string> {
  const project = await newProject(join(folder, 'project'));
  await done(project, ['demo', '--accounts', '40']);
  return project;
}

/** Another score for a day that is published already: what is killed then replaces what readers see. */
async function changeTheScore(project: string): Promise<void> {
  const file = join(project, 'models/scores/health.yml');
  const text = await readFile(file, 'utf8');
  const changed = text.replace('from: 80', 'from: 70');
  if (changed === text) throw new Error('health.yml has no band from 80 any more');
  await writeFile(file, changed);
}

function expectNoTrace({ killed, undisturbed }: KilledRuns, before: string | null): void {
  for (const { moment, signal, named, faults, next } of killed) {
    console.log(`${signal} after ${moment.lines} lines and ${moment.milliseconds.toFixed(0)} ms: ${named}`);
    expect(faults).toEqual([]);
    expect([before, undisturbed.snapshotId]).toContain(named);
    expect([0, 99]).toContain(next.code);
    expect(next.content).toEqual(undisturbed.content);
  }
  expect(killed.filter(({ signal }) => signal === 'SIGKILL').length).toBeGreaterThanOrEqual(
    killed.length - 1,
  );
}

describe('kill -9 at ten random moments leaves no trace', () => {
  const fresh = workFolder('soak-fresh');
  const again = workFolder('soak-again');

  test('six of a first run', async () => {
    const project = await company(fresh);
    expectNoTrace(await killRuns(project, { kills: 6, seed: SEED }), null);
  });

  test('four of a run that replaces what is published', async () => {
    const project = await company(again);
    const { report } = await runDaily(project);
    await changeTheScore(project);
    expectNoTrace(await killRuns(project, { kills: 4, seed: SEED + 1 }), report.snapshot_id);
  });
});
