import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { runDaily } from '../support/e2e-process.ts';
import { copyOf, smallCompany, workFolder } from '../support/e2e-project.ts';
import { parquetBytes } from '../support/e2e-published.ts';

const folder = workFolder('threads');
const THREADS = [1, 2, 4];

interface Published {
  readonly snapshotId: string;
  readonly bytes: Record<string, string>;
}
const published: Published[] = [];

beforeAll(async () => {
  const company = await smallCompany(join(folder, 'company'));
  for (const threads of THREADS) {
    const project = await copyOf(company, join(folder, `threads-${threads}`));
    const { report } = await runDaily(project, { flags: ['--threads', String(threads)] });
    published.push({ snapshotId: report.snapshot_id, bytes: await parquetBytes(project) });
  }
});

test('one, two and four threads publish the same bytes, under the same snapshot_id', () => {
  const [one, ...others] = published;
  expect(others).toHaveLength(2);
  expect(Object.keys(one?.bytes ?? {}).length).toBeGreaterThan(10);
  for (const other of others) expect(other).toEqual(one);
});
