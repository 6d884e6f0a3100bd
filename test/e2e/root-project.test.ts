import { join } from 'node:path';
import { expect, test } from 'vitest';
import { done } from '../support/e2e-process.ts';
import { newProject, ROOT, workFolder } from '../support/e2e-project.ts';

const folder = workFolder('root');

// That a new project runs, too, is the beginning of same-bytes.test.ts.
test('neither the root project nor one that init makes of it has a problem', async () => {
  const made = await newProject(join(folder, 'acme'));
  for (const project of [ROOT, made]) {
    const { stdout, stderr } = await done(project, ['validate', '--format', 'json']);
    expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({ exit_code: 0, problems: [] });
    expect(stderr).not.toMatch(/HF\d{3}/);
  }
});
