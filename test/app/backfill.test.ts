import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openLocalStore } from '../../src/adapters/storage/local-store.ts';
import { backfill } from '../../src/app/backfill.ts';
import type { AppContext } from '../../src/app/context.ts';
import type { RunEvent } from '../../src/ports/events.ts';
import { readPublished } from '../../src/stages/publish/read-published.ts';
import { targetBytes } from '../stages/publish/target-bytes.ts';
import { problemsOf, type RunProject, runProject } from '../support/run-project.ts';

let project: RunProject;

const USES = {
  '2026-01-06': [
    ['e1', 'a1', '2026-01-06 10:00:00'],
    ['e2', 'a0', '2026-01-07 10:00:00'],
  ],
  '2026-01-13': [['e3', 'a2', '2026-01-13 10:00:00']],
} as const;

async function company(): Promise<RunProject> {
  const made = await runProject();
  for (const [name, uses] of Object.entries(USES)) await made.deliver(name, uses);
  await made.write(
    'pipelines/backfill.yml',
    'description: The past.\nsteps: [extract, transform, score, backtest, publish]\n',
  );
  return made;
}

beforeEach(async () => {
  project = await company();
});

afterEach(() => project.remove());

const fill = (of: RunProject, changes: Partial<AppContext> = {}) =>
  backfill({ ...of.context, ...changes }, { from: '2026-01-10', to: '2026-01-15', every: 'day' });
const published = (of: RunProject) => join(of.folder, 'published');

/** What readers and the pointer see: catalogues and state name the way there. */
async function content(of: RunProject): Promise<Record<string, string>> {
  const files = await targetBytes(published(of));
  return Object.fromEntries(
    Object.entries(files).filter(([path]) => !/catalogues|latest\.json|readers\.json|_serve/.test(path)),
  );
}

async function snapshots(of: RunProject): Promise<Record<string, string>> {
  const found = await readPublished(await openLocalStore(published(of)));
  const entries = Object.entries(found?.catalogue.snapshots ?? {});
  return Object.fromEntries(entries.map(([day, entry]) => [day, entry.snapshot_id]));
}

describe('a backfill', () => {
  test('publishes each date as a run as of that day does, byte for byte', async () => {
    const { result, exitCode } = await fill(project);
    expect(exitCode).toBe(0);
    expect(result.days).toHaveLength(6);
    const other = await company();
    try {
      for (const { as_of: asOf } of result.days) await other.run({ asOf });
      expect(await snapshots(project)).toEqual(await snapshots(other));
      expect(await content(project)).toEqual(await content(other));
    } finally {
      await other.remove();
    }
  }, 120_000);

  test('changes nothing when it is made again: 99', async () => {
    await fill(project);
    const before = await targetBytes(published(project));
    const { exitCode, result, text } = await fill(project);
    expect([exitCode, result.status]).toEqual([99, 'already_published']);
    expect(text).toContain('all published already');
    expect(await targetBytes(published(project))).toEqual(before);
  });

  test('never moves the latest date backwards, and a night finds its snapshot as it was', async () => {
    const night = await project.run({ asOf: '2026-01-26' });
    await fill(project);
    const text = await readFile(join(published(project), '_publish/dictionary.md'), 'utf8');
    expect(text.length).toBeGreaterThan(100);
    expect((await snapshots(project))['2026-01-26']).toBe(night.result.snapshot_id);
    expect((await project.run({ asOf: '2026-01-26' })).exitCode).toBe(99);
  });

  test('that was stopped in the middle goes on where it was', async () => {
    const stop = new AbortController();
    const events = {
      emit: (event: RunEvent) => {
        const filled = event.kind === 'progress' && event.stage === 'backfill' ? event.done : 0;
        if (filled === 2) stop.abort(new Error('stopped'));
      },
    };
    await expect(fill(project, { events, signal: stop.signal })).rejects.toThrow();
    expect(Object.keys(await snapshots(project))).toEqual(['2026-01-10', '2026-01-11']);
    const { result } = await fill(project);
    expect(new Set(result.days.map(({ outcome }) => outcome))).toEqual(
      new Set(['already_published', 'published']),
    );
    const other = await company();
    try {
      await fill(other);
      expect(await content(project)).toEqual(await content(other));
    } finally {
      await other.remove();
    }
  }, 120_000);

  test('whose dates run backwards is refused', async () => {
    const wrong = backfill(project.context, { from: '2026-02-01', to: '2026-01-01', every: 'month' });
    expect((await problemsOf(wrong)).map((p) => [p.exitCode, p.message])).toEqual([
      [64, '--from 2026-02-01 is after --to 2026-01-01'],
    ]);
  });
});
