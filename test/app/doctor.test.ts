import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { cpuQuota } from '../../src/adapters/project/cpu-quota.ts';
import { FileLock } from '../../src/adapters/project/file-lock.ts';
import { processorsOf } from '../../src/adapters/project/machine-room.ts';
import { doctor } from '../../src/app/doctor.ts';
import { memory, processors } from '../../src/app/doctor-machine.ts';
import type { PipelineFile } from '../../src/core/config/pipeline-schema.ts';
import { bytesText, sizeOf } from '../../src/core/config/sizes.ts';
import { testContext } from '../support/test-context.ts';
import { publishedProject, scoreRow } from './serving-fixture.ts';

async function project(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-doctor-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await publishedProject(folder, { scores: [scoreRow('A', 50)] });
  await mkdir(join(folder, 'exports'));
  await writeFile(join(folder, 'exports', 'accounts.csv'), 'id\n');
  return folder;
}

async function findingsOf(folder: string) {
  const { exitCode, result } = await doctor(testContext(folder));
  return { exitCode, ...Object.fromEntries(result.findings.map((finding) => [finding.subject, finding])) };
}

test('a project that is well', async () => {
  const folder = await project();
  expect(await findingsOf(folder)).toMatchObject({
    exitCode: 0,
    holdfast: { status: 'ok', found: '0.0.0-test' },
    node: { status: 'ok', found: process.versions.node },
    duckdb: { status: 'ok', found: expect.stringMatching(/^v\d/) },
    'pipeline.yml': { status: 'ok', found: 'fixture, target dev' },
    exports: { status: 'ok', found: `${join(folder, 'exports')}: 1 files and folders` },
    lock: { status: 'ok', found: 'free' },
    published: { status: 'ok', found: '1 day, the latest 2026-11-01' },
  });
  const { text } = await doctor(testContext(folder));
  expect(text).toMatch(/^ok +lock +free$/m);
});

test('a run that is at work is named', async () => {
  const folder = await project();
  const held = await new FileLock(join(folder, '.holdfast', 'dev', 'lock'), { now: () => 0 }).acquire();
  onTestFinished(() => held.release());
  expect(await findingsOf(folder)).toMatchObject({
    exitCode: 75,
    lock: { status: 'trouble', found: expect.stringContaining(`held by process ${process.pid} on `) },
  });
});

test.skipIf(process.platform !== 'linux')(
  'a program that has the build file open is named, though no run holds the lock',
  async () => {
    const folder = await project();
    const file = join(folder, '.holdfast', 'dev', 'build.duckdb');
    await mkdir(dirname(file), { recursive: true });
    const open = `const { DuckDBInstance } = await import('@duckdb/node-api');
    globalThis.kept = await DuckDBInstance.create(${JSON.stringify(file)});
    console.log('open'); setInterval(() => undefined, 1000);`;
    const other = spawn(process.execPath, ['--input-type=module', '-e', open], { cwd: import.meta.dirname });
    onTestFinished(() => void other.kill('SIGKILL'));
    await once(other.stdout, 'data');
    expect(await findingsOf(folder)).toMatchObject({
      exitCode: 75,
      lock: { status: 'ok' },
      'build file': { status: 'trouble', found: `open in process ${other.pid} (node)` },
    });
  },
);

test('the limit of a container counts, in both versions of control groups', async () => {
  const folder = await project();
  const groups = join(folder, 'cgroup');
  expect(await cpuQuota(folder, groups)).toBeNull();
  await mkdir(join(folder, 'cpu'));
  await writeFile(join(folder, 'cpu', 'cpu.cfs_quota_us'), '-1\n');
  await writeFile(join(folder, 'cpu', 'cpu.cfs_period_us'), '100000\n');
  expect(await cpuQuota(folder, groups)).toBeNull();
  await writeFile(join(folder, 'cpu', 'cpu.cfs_quota_us'), '50000\n');
  expect(await cpuQuota(folder, groups)).toBe(0.5);
  await writeFile(join(folder, 'cpu.max'), 'max 100000\n');
  expect(await cpuQuota(folder, groups)).toBeNull();
  await writeFile(join(folder, 'cpu.max'), '150000 100000\n');
  expect(await cpuQuota(folder, groups)).toBe(1.5);
});

test('in a service of systemd the limits of its group and of those that hold it count', async () => {
  const folder = await project();
  const groups = join(folder, 'own');
  await writeFile(groups, '4:cpu,cpuacct:/a\n1:name=systemd:/b\n0::/system.slice/nightly.service\n');
  const limit = async (group: string, text: string) => {
    await mkdir(join(folder, group), { recursive: true });
    await writeFile(join(folder, group, 'cpu.max'), `${text}\n`);
  };
  await limit('system.slice/nightly.service', 'max 100000');
  expect(await cpuQuota(folder, groups)).toBeNull();
  await limit('system.slice', '250000 100000');
  await limit('b', '10000 100000');
  expect(await cpuQuota(folder, groups)).toBe(2.5);
  await limit('system.slice/nightly.service', '50000 100000');
  expect(await cpuQuota(folder, groups)).toBe(0.5);
});

test('more threads than a container may use are a note, with the number to set', () => {
  const asksFor = (threads?: number) => ({ storage: { threads } }) as unknown as PipelineFile;
  const container = processorsOf(8, 1.5);
  expect(container).toEqual({ here: 8, quota: 1.5, useful: 2 });
  expect(processors(null, processorsOf(8, null))).toMatchObject({ status: 'ok', found: '8' });
  expect(processors(asksFor(), container)).toMatchObject({ status: 'ok' });
  expect(processors(asksFor(3), container)).toEqual({
    subject: 'processors',
    status: 'note',
    found:
      '8, of which the container may use 1.5; storage.threads asks for 3; set storage.threads to 2, or leave it out',
  });
});

test('memory follows the container, and what does not fit into it is a note', () => {
  const GIB = 1024 ** 3;
  const asksFor = (memory_limit?: string) => ({ storage: { memory_limit } }) as unknown as PipelineFile;
  expect(memory(asksFor(), 16 * GIB)).toMatchObject({
    status: 'ok',
    found: '16.0 GiB; 2048MiB of it for the database',
  });
  expect(memory(asksFor(), GIB)).toMatchObject({
    status: 'ok',
    found: '1.0 GiB; 568MiB of it for the database',
  });
  expect(memory(asksFor(), GIB / 4)).toMatchObject({ status: 'note' });
  expect(memory(asksFor('1GiB'), GIB)).toMatchObject({
    status: 'note',
    found: '1.0 GiB; storage.memory_limit is 1GiB, and 660.8 MiB come on top',
  });
});

test('exports that are not there, and nothing published yet', async () => {
  const folder = await project();
  await rm(join(folder, 'exports'), { recursive: true });
  await rm(join(folder, 'published'), { recursive: true });
  expect(await findingsOf(folder)).toMatchObject({
    exitCode: 66,
    exports: { status: 'trouble', found: expect.stringMatching(/is not there$/) },
    published: { status: 'note', found: 'nothing yet' },
  });
});

test('a broken serving file, and a broken pipeline.yml', async () => {
  const folder = await project();
  await writeFile(join(folder, 'published', '_serve', 'holdfast.duckdb'), 'not a database');
  expect(await findingsOf(folder)).toMatchObject({ exitCode: 69, published: { status: 'trouble' } });
  await writeFile(join(folder, 'pipeline.yml'), 'nme: x\n');
  expect(await findingsOf(folder)).toMatchObject({
    exitCode: 78,
    duckdb: { status: 'ok' },
    'pipeline.yml': { status: 'trouble', found: expect.stringContaining('did you mean "name"?') },
  });
});

test.skipIf(process.getuid?.() === 0)(
  'a target that can not be written to (root may write anywhere)',
  async () => {
    const folder = await project();
    await chmod(join(folder, 'published'), 0o500);
    expect(await findingsOf(folder)).toMatchObject({ exitCode: 69, target: { status: 'trouble' } });
    await chmod(join(folder, 'published'), 0o700);
  },
);

test('sizes', () => {
  expect([sizeOf('512MiB'), sizeOf('1.5GiB'), sizeOf('1KiB')]).toEqual([536_870_912, 1_610_612_736, 1024]);
  expect([0, 512, 1536, 1_610_612_736, 3e15].map(bytesText)).toEqual([
    '0 B',
    '512 B',
    '1.5 KiB',
    '1.5 GiB',
    '2728.5 TiB',
  ]);
});
