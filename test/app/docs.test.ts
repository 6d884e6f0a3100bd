import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { docs } from '../../src/app/docs.ts';
import { testContext } from '../support/test-context.ts';

const ROOT = join(import.meta.dirname, '..', '..');

async function ravenstack(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-docs-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await cp(join(ROOT, 'test/projects/ravenstack'), folder, { recursive: true });
  return folder;
}

test('the pages of the root project are as they would be written now', async () => {
  const { exitCode, result } = await docs(testContext(ROOT), { check: true });
  expect([exitCode, result.problems]).toEqual([0, []]);
});

test('everything that was asked for is answered by a column, or says what else answers it', async () => {
  const page = await readFile(join(ROOT, 'docs/features.md'), 'utf8');
  const asks = [...page.matchAll(/^\| (\d\.\d+) \| .* \| (.*) \| (.*) \|$/gm)];
  expect(asks.length).toBeGreaterThan(90);
  expect(asks.filter(([, , columns, by]) => columns === '' && by === '').map(([, ask]) => ask)).toEqual([]);
});

test('a page that is not there is drift to --check; once written it is none', async () => {
  const project = await ravenstack();
  const checked = await docs(testContext(project), { check: true });
  const pages = ['docs/features.md', 'docs/scorecards/health-v1.md'];
  expect(checked).toMatchObject({
    exitCode: 78,
    text: pages.map((page) => `${page} is out of date`).join('\n'),
  });
  const drift = { name: 'generatedDrift', hint: 'holdfast docs' };
  expect(checked.result.problems).toMatchObject([drift, drift]);
  const written = await docs(testContext(project), { check: false });
  expect(written.text).toBe(pages.map((page) => `wrote ${page}`).join('\n'));
  expect((await docs(testContext(project), { check: true })).exitCode).toBe(0);
});

test('a new version has a page of its own, which says what changed since the one before and why', async () => {
  const project = await ravenstack();
  await docs(testContext(project), { check: false });
  const file = join(project, 'models/scores/health.yml');
  const first = await readFile(file, 'utf8');
  const why = 'changes:\n  - { version: 2, why: Half a score was too easy to reach. }\n';
  await writeFile(
    file,
    `${first.replace('version: 1', 'version: 2').replace('from: 40', 'from: 45')}\n${why}`,
  );
  const { text } = await docs(testContext(project), { check: false });
  expect(text).toContain('wrote docs/scorecards/health-v2.md');
  const page = await readFile(join(project, 'docs/scorecards/health-v2.md'), 'utf8');
  expect(page).toContain('- Why: Half a score was too easy to reach.');
  expect(page).toMatch(
    /\| since version 1 \| before \| after \|\n\|---\|---\|---\|\n\| band \w+: from \| 40 \| 45 \|\n\n/,
  );
  expect(await readFile(join(project, 'docs/scorecards/health-v1.md'), 'utf8')).toContain(
    'The first version.',
  );
});

test('a broken list of asks is told with its place', async () => {
  const project = await ravenstack();
  await mkdir(join(project, 'docs'), { recursive: true });
  await writeFile(join(project, 'docs/asks.yml'), 'asks:\n  - { id: 1.10, ask: x }\n');
  const refused = { exitCode: 78, problems: [{ file: 'docs/asks.yml', line: 2 }] };
  await expect(docs(testContext(project), { check: false })).rejects.toMatchObject(refused);
});
