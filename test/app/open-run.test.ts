import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadProjectAt } from '../../src/app/load-project-at.ts';
import { type OpenRun, withRun } from '../../src/app/open-run.ts';
import { EXIT } from '../../src/errors.ts';
import type { RunEvent } from '../../src/ports/events.ts';
import { type RunProject, runProject } from '../support/run-project.ts';

let project: RunProject;
let told: RunEvent[];
beforeEach(async () => {
  project = await runProject();
  told = [];
});
afterEach(() => project.remove());

async function run(work: (run: OpenRun) => Promise<void>) {
  const { project: loaded } = await loadProjectAt(project.context);
  const context = { ...project.context, events: { emit: (event: RunEvent) => told.push(event) } };
  return withRun(context, loaded, { command: 'run daily', asOf: '2026-01-19', threads: 1 }, async (open) => {
    await work(open);
    return { exitCode: EXIT.done, snapshotId: null, value: open.runId };
  });
}

describe('where meta.runs cannot be written', () => {
  const spoil = async ({ warehouse }: OpenRun) => {
    await warehouse.run('create schema build.meta');
    await warehouse.run('create table build.meta.runs (something_else integer)');
  };
  const notes = () => told.filter(({ kind }) => kind === 'note');

  test('work that was done stays done, and a note says what is missing', async () => {
    expect(await run(spoil)).toMatchObject({ exitCode: EXIT.done });
    expect(notes()).toEqual([{ kind: 'note', message: expect.stringContaining('meta.runs could not be') }]);
  });

  test('work that failed fails for its own reason', async () => {
    const failed = run(async (open) => {
      await spoil(open);
      throw new Error('the real reason');
    });
    await expect(failed).rejects.toThrow('the real reason');
    expect(notes()).toHaveLength(1);
  });
});
