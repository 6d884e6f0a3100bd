import { join } from 'node:path';
import { expect, test } from 'vitest';
import { done, runDaily } from '../support/e2e-process.ts';
import { copyOf, newProject, workFolder } from '../support/e2e-project.ts';
import { parquetBytes } from '../support/e2e-published.ts';

const folder = workFolder('soak-threads');

// The small company of the end-to-end tests is one row group; a million events are shared out among threads.
test('one, two and four threads publish the same bytes of a million events', async () => {
  const company = await newProject(join(folder, 'company'));
  await done(company, ['demo']);
  const published: unknown[] = [];
  for (const threads of [1, 2, 4]) {
    const project = await copyOf(company, join(folder, `threads-${threads}`));
    const { report } = await runDaily(project, { flags: ['--threads', String(threads)] });
    published.push({ snapshotId: report.snapshot_id, bytes: await parquetBytes(project) });
  }
  expect(published.slice(1)).toEqual([published[0], published[0]]);
});
