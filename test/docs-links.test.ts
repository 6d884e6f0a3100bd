import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** The pages that people read: those at the root, below docs/ and of the example projects. */
function pages(): string[] {
  const below = (folder: string) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`);
  return [...readdirSync(ROOT), ...below('docs'), ...below('test/projects'), ...below('src')].filter((path) =>
    path.endsWith('.md'),
  );
}

/** The places within the project that a page's links lead to, outside its examples of code. */
function linked(page: string): string[] {
  const text = readFileSync(join(ROOT, page), 'utf8').replaceAll(/^ *```.*?^ *```/gms, '');
  return [...text.matchAll(/\]\(([^)\s#]+)(?:#[^)\s]*)?\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target));
}

test('every link of every page leads to something that is there', () => {
  const links = pages().flatMap((page) => linked(page).map((target) => ({ page, target })));
  expect(links.length).toBeGreaterThan(60);
  const dead = links.filter(({ page, target }) => !existsSync(join(ROOT, dirname(page), target)));
  expect(dead).toEqual([]);
});
