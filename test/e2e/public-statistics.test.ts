import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');

test('every statistic of the table is there for programs, under the name of its file', async () => {
  const readme = await readFile(join(ROOT, 'src/core/stats/README.md'), 'utf8');
  const table = readme.split('\n').filter((line) => line.startsWith('|'));
  const names = [...table.join('').matchAll(/`([a-z-]+)`/g)].map((match) => match[1]);
  expect(names.length).toBeGreaterThan(30);
  const program = `
    const names = ${JSON.stringify(names)};
    for (const name of names) {
      const module = await import('holdfast/stats/' + name);
      if (!Object.values(module).some((value) => typeof value === 'function')) throw new Error(name);
    }
    const { gini } = await import('holdfast/stats/gini');
    console.log(gini(Float64Array.of(20, 35, 35, 60), Uint8Array.of(1, 1, 0, 0)).value);`;
  const argv = ['--input-type=module', '--eval', program];
  // The package is found by its own name from inside its folder.
  const { stdout } = await promisify(execFile)(process.execPath, argv, { cwd: ROOT });
  expect(stdout.trim()).toBe('0.75');
});
