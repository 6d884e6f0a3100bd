import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../src/error-catalogue.ts';

const ROOT = join(import.meta.dirname, '..');

/** Which part of src may import which others, besides itself. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  'core/stats': ['errors'],
  'core/config': ['errors'],
  'core/plan': ['errors', 'core/config'],
  'core/sql': ['errors', 'core/config', 'core/plan'],
  'core/score': ['errors', 'core/config', 'core/stats'],
  'core/backtest': ['errors', 'core/config', 'core/stats', 'core/score'],
  'core/publish': ['errors', 'core/config', 'core/score'],
  ports: ['errors', 'core'],
  stages: ['errors', 'core', 'ports'],
  adapters: ['errors', 'core', 'ports'],
  demo: ['errors', 'core', 'ports'],
  app: ['errors', 'core', 'ports', 'stages', 'adapters', 'demo'],
  cli: ['errors', 'core/config', 'ports', 'app', 'adapters/system-clock.ts', 'adapters/project'],
  index: ['errors', 'core', 'ports', 'stages', 'app'],
};

/** The folders that may import a vendor's library. */
const VENDORS: Readonly<Record<string, readonly string[]>> = {
  '@duckdb/node-api': ['adapters/duckdb'],
  kysely: ['core/sql', 'adapters/duckdb'],
  zod: ['core/config'],
  yaml: ['core/config'],
  'p-limit': ['stages', 'adapters/storage'],
  '@aws-sdk/client-s3': ['adapters/storage'],
  esbuild: ['adapters/project'],
};

interface Import {
  readonly file: string;
  readonly target: string;
}

const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts'));

const imports: Import[] = files.flatMap((file) => {
  const text = readFileSync(join(ROOT, 'src', file), 'utf8');
  const found = text.matchAll(
    /^(?:import|export)\b[^'"]*?from\s*'([^']+)'|\bimport\(\s*'([^']+)'|^import '([^']+)'/gm,
  );
  return [...found].map((match) => ({ file, target: match[1] ?? match[2] ?? match[3] ?? '' }));
});

const partOf = (file: string): string => {
  if (/^(errors\.ts|error-catalogue)/.test(file)) return 'errors';
  const [first = '', second = ''] = file.split('/');
  return first === 'core' ? `core/${second}` : first.replace(/\.ts$/, '');
};

const inside = (file: string, allowed: string): boolean =>
  file === allowed || file.startsWith(`${allowed}/`) || partOf(file) === allowed;

describe('the architecture', () => {
  test('every problem has a code of its own', () => {
    const codes = Object.values(catalogue).map((entry) => entry.code);
    expect(codes.filter((code, i) => codes.indexOf(code) !== i)).toEqual([]);
  });

  test('the test looked at something', () => {
    expect(files.length).toBeGreaterThan(80);
    expect(imports.length).toBeGreaterThan(200);
    expect(new Set(files.map(partOf))).toEqual(new Set(Object.keys(MAY_IMPORT)));
  });

  test('imports run one way', () => {
    const wrong = imports
      .filter(({ target }) => target.startsWith('.'))
      .map(({ file, target }) => ({ file, to: posix.normalize(posix.join(posix.dirname(file), target)) }))
      .filter(({ file, to }) => partOf(file) !== partOf(to))
      .filter(({ file, to }) => !(MAY_IMPORT[partOf(file)] ?? []).some((allowed) => inside(to, allowed)))
      .map(({ file, to }) => `${file} -> ${to}`);
    expect(wrong).toEqual([]);
  });

  test('each vendor is imported from its own folder, and nothing else is imported', () => {
    const wrong = imports
      .filter(({ target }) => !target.startsWith('.') && !target.startsWith('node:'))
      .filter(({ file, target }) => !(VENDORS[target] ?? []).some((folder) => file.startsWith(`${folder}/`)))
      .map(({ file, target }) => `${file} -> ${target}`);
    expect(wrong).toEqual([]);
  });

  test('the core is pure: no node module, clock, chance or environment', () => {
    const core = files.filter((file) => file.startsWith('core/'));
    const impure = /from 'node:|Date\.now\(|new Date\(\)|Math\.random\(|process\./;
    expect(core.length).toBeGreaterThan(40);
    expect(core.filter((file) => impure.test(readFileSync(join(ROOT, 'src', file), 'utf8')))).toEqual([]);
  });

  test('no source file is longer than 300 lines, no model longer than 80', () => {
    const lines = (path: string) => readFileSync(path, 'utf8').split('\n').length - 1;
    const models = readdirSync(join(ROOT, 'models'), { recursive: true, encoding: 'utf8' }).filter((f) =>
      f.endsWith('.sql'),
    );
    const long = [
      ...files.map((file) => join(ROOT, 'src', file)).filter((path) => lines(path) > 300),
      ...models.map((file) => join(ROOT, 'models', file)).filter((path) => lines(path) > 80),
    ];
    expect(long.map((path) => relative(ROOT, path))).toEqual([]);
  });

  test('the top level is what it was settled to be', () => {
    const settled = ['models', 'pipelines', 'seeds', 'sql', 'src', 'test', 'docs'];
    const ignored = new Set(['node_modules', 'dist', 'coverage', 'exports', 'published']);
    const folders = readdirSync(ROOT).filter(
      (name) => !name.startsWith('.') && !ignored.has(name) && statSync(join(ROOT, name)).isDirectory(),
    );
    expect(folders.sort()).toEqual(settled.sort());
  });
});
