import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { servingContent, targetBytes } from '../stages/publish/target-bytes.ts';
import { momentAt, runAndKill, watch } from '../support/e2e-kill.ts';
import { ended, type Ran, startProgram } from '../support/e2e-process.ts';
import { copyOf, publishedOf, smallCompany, workFolder } from '../support/e2e-project.ts';
import { followPointer, tornReadersFiles } from '../support/e2e-published.ts';

const folder = workFolder('backfill');
const BACKFILL = ['backfill', '--from', '2026-08-01', '--to', '2026-10-01', '--every', 'month'];
const DAYS = ['2026-08-01', '2026-09-01', '2026-10-01'];

let undisturbed: { content: unknown; named: Record<string, string> };
let killed: Ran;
let afterKill: { named: string[]; faults: readonly string[]; torn: readonly string[] };
let resumed: { ran: Ran; content: unknown };
let again: Ran;

/** All that readers see, whichever way of commits led there. */
async function contentOf(project: string): Promise<unknown> {
  const target = publishedOf(project);
  const files = Object.entries(await targetBytes(target)).filter(
    ([path]) => !/catalogues\/|latest\.json|readers\.json/.test(path),
  );
  return { files: Object.fromEntries(files), serving: await servingContent(target) };
}

beforeAll(async () => {
  const project = await smallCompany(join(folder, 'project'));
  const other = await copyOf(project, join(folder, 'killed'));
  const { course } = await watch(project, [...BACKFILL, '--log-format', 'json']);
  undisturbed = { content: await contentOf(project), named: (await followPointer(project)).snapshots };
  killed = await runAndKill(other, [...BACKFILL, '--log-format', 'json'], momentAt(course, 0.8));
  const { snapshots, faults } = await followPointer(other);
  afterKill = { named: Object.keys(snapshots), faults, torn: await tornReadersFiles(other) };
  resumed = { ran: await ended(startProgram(other, BACKFILL)), content: await contentOf(other) };
  again = await ended(startProgram(other, BACKFILL));
}, 300_000);

test('a backfill publishes each of its dates', () => {
  expect(Object.keys(undisturbed.named).sort()).toEqual(DAYS);
});

test('kill -9 in its middle leaves nothing half-published, and the next one ends where an undisturbed one does', () => {
  expect(killed.signal).toBe('SIGKILL');
  expect(afterKill.faults).toEqual([]);
  expect(afterKill.torn).toEqual([]);
  expect(afterKill.named.filter((day) => !DAYS.includes(day))).toEqual([]);
  expect([0, 99]).toContain(resumed.ran.code);
  expect(resumed.content).toEqual(undisturbed.content);
});

test('made once more, it finds all of them published: 99', () => {
  expect(again.code).toBe(99);
});
