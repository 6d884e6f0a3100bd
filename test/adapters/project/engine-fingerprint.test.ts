import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { engineFingerprint } from '../../../src/adapters/project/engine-fingerprint.ts';
import { tempFolder } from './temp-folder.ts';

async function engine(changes: Readonly<Record<string, string>> = {}): Promise<string> {
  const root = await tempFolder();
  const files = { 'core/a.js': 'a', 'core/stats/b.js': 'b', 'stages/c.js': 'c', ...changes };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

test('the same code and version have the same fingerprint wherever they lie', async () => {
  const print = engineFingerprint('1.0.0', await engine());
  expect(print).toMatch(/^[0-9a-f]{64}$/);
  expect(engineFingerprint('1.0.0', await engine())).toBe(print);
  const beside = { 'cli/main.js': 'x', 'core/a.d.ts': 'types', 'core/a.js.map': 'map' };
  expect(engineFingerprint('1.0.0', await engine(beside))).toBe(print);
});

test.each([
  ['a file of the core', { 'core/stats/b.js': 'B' }],
  ['a file of the stages', { 'stages/c.js': 'C' }],
  ['a new file', { 'core/z.js': '' }],
  ['text moved from one file to the next', { 'core/a.js': '', 'core/stats/b.js': 'ab' }],
])('%s changes it', async (_case, changes) => {
  expect(engineFingerprint('1.0.0', await engine(changes))).not.toBe(
    engineFingerprint('1.0.0', await engine()),
  );
});

test('another version changes it, and the real engine has one', async () => {
  const root = await engine();
  expect(engineFingerprint('1.0.1', root)).not.toBe(engineFingerprint('1.0.0', root));
  expect(engineFingerprint('1.0.0')).toMatch(/^[0-9a-f]{64}$/);
});
