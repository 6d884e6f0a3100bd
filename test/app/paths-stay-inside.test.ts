import { readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { problemsOf, type RunProject, runProject } from '../support/run-project.ts';

/** Nothing that the files of a project or its exports say leads out of the folders that they are about. */
let project: RunProject;
const SOURCES = 'models/staging/app/_app__sources.yml';
beforeAll(async () => {
  project = await runProject();
  await project.deliver('2026-01', [['e1', 'a1', '2026-01-13 10:00:00']]);
});
afterAll(() => project.remove());

const run = (changes: Parameters<RunProject['run']>[0] = { asOf: '2026-01-19' }) => project.run(changes);

/** The names of the problems while a file has another text. */
async function refusals(path: string, change: (text: string) => string): Promise<readonly string[]> {
  const file = join(project.folder, path);
  const text = await readFile(file, 'utf8');
  await writeFile(file, change(text));
  try {
    return (await problemsOf(run())).map(({ name }) => name);
  } finally {
    await writeFile(file, text);
  }
}

test.each(['../beside/*.csv', '/etc/*', 'usage/../../*.csv', 'usage/**/../../*.csv'])(
  'the files of a source are not %s',
  async (path) => {
    expect(await refusals(SOURCES, (text) => text.replace('usage/*.csv', path))).toContain('pathEscapes');
  },
);

test('a link among the exports that leads outside is not followed', async () => {
  await symlink('/etc/hostname', join(project.folder, 'exports', 'usage', 'linked.csv'));
  const problems = await problemsOf(run());
  expect(problems.map(({ name }) => name)).toContain('pathEscapes');
  expect(JSON.stringify(problems)).not.toContain(await readFile('/etc/hostname', 'utf8'));
  await project.remove();
  project = await runProject();
  await project.deliver('2026-01', [['e1', 'a1', '2026-01-13 10:00:00']]);
});

test.each(['../daily', '/etc/passwd', '__proto__', 'constructor', 'toString', ''])(
  'a pipeline can not be named %s',
  async (pipeline) => {
    const problems = await problemsOf(run({ asOf: '2026-01-19', pipeline }));
    expect(problems.map(({ name }) => name)).toEqual(['unknownPipeline']);
  },
);

test.each(['../../escaped', '/tmp/escaped', '__proto__', 'a b'])(
  'a target can not be named %s',
  async (name) => {
    const named = `targets: { ${JSON.stringify(name)}: { path: published } }\ndefault_target: ${JSON.stringify(name)}\n`;
    const found = await refusals('pipeline.yml', (text) => `${text}${named}`);
    expect(found.length).toBeGreaterThan(0);
    expect(found).not.toContain('defect');
    expect((await readdir(dirname(project.folder))).filter((entry) => entry === 'escaped')).toEqual([]);
  },
);
