import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { type KilledRuns, killRuns } from '../support/e2e-killed-runs.ts';
import { smallCompany, workFolder } from '../support/e2e-project.ts';

const project = join(workFolder('killed'), 'project');
let runs: KilledRuns;

beforeAll(async () => {
  await smallCompany(project);
  runs = await killRuns(project, { kills: 3, seed: 20261101 });
}, 240_000);

test('kill -9 at any moment leaves nothing half-published', () => {
  expect(runs.killed.map(({ faults }) => faults)).toEqual([[], [], []]);
  for (const { named } of runs.killed) expect([null, runs.undisturbed.snapshotId]).toContain(named);
  // The last stretch may find the run done already.
  expect(runs.killed.slice(0, 2).map(({ signal }) => signal)).toEqual(['SIGKILL', 'SIGKILL']);
});

test('the next run needs no repair, and publishes what an undisturbed one does', () => {
  for (const { moment, next } of runs.killed) {
    expect([0, 99], JSON.stringify(moment)).toContain(next.code);
    expect(next.content, JSON.stringify(moment)).toEqual(runs.undisturbed.content);
  }
});
