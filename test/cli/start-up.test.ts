import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

const SRC = join(import.meta.dirname, '..', '..', 'src');

/** Everything that is loaded before a command is called: static imports, types aside. */
function loaded(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  if (!file.startsWith(SRC)) return found;
  const imports = readFileSync(file, 'utf8').matchAll(/^import (?!type )[^;]*?from '([^']+)'/gm);
  for (const [, target = ''] of imports)
    loaded(target.startsWith('.') ? join(dirname(file), target) : target, found);
  return found;
}

test('what every command pays for is a handful of small files and no library', () => {
  const files = [...loaded(join(SRC, 'cli', 'main.ts'))];
  expect(files.filter((file) => !file.startsWith(SRC) && !file.startsWith('node:'))).toEqual([]);
  const ours = files.filter((file) => file.startsWith(SRC)).map((file) => relative(SRC, file));
  expect(ours).toContain(join('cli', 'commands', 'show-command.ts'));
  expect(ours.filter((file) => file.startsWith('app')).sort()).toEqual([
    'app/problem-text.ts',
    'app/text-table.ts',
    'app/words.ts',
  ]);
  expect(ours.length).toBeLessThan(70);
});
