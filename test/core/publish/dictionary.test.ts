import { expect, test } from 'vitest';
import { dictionary, dictionaryMarkdown } from '../../../src/core/publish/dictionary.ts';
import type { Manifest, ManifestTable } from '../../../src/core/publish/manifest.ts';
import { mergedTables } from '../../../src/core/publish/merged-tables.ts';
import { readersViews } from '../../../src/core/publish/readers-views.ts';

const column = (name: string, description: string) => ({ name, type: 'varchar', description });

function table(name: string, columns: ManifestTable['columns'], path: string | null = 'p'): ManifestTable {
  return {
    name,
    description: `All ${name}.`,
    key: ['k'],
    columns,
    rows: 1,
    bytes: 1,
    sha256: 's',
    object: 'o',
    path,
  };
}

function manifest(date: string, tables: readonly ManifestTable[], version = 1): Manifest {
  const fingerprints = { inputs: '', code: '', configuration: '', sql: '' };
  return { format: 1, snapshot_id: date, snapshot_date: date, version, fingerprints, inputs: [], tables };
}

const manifests = [
  manifest('2026-01-05', [table('scores', [column('k', 'old words'), column('gone', 'Only | then')])]),
  manifest('2026-01-12', [
    table('scores', [column('k', 'new words'), column('more', 'More')]),
    table('calendar', [column('k', 'x')], null),
  ]),
  manifest('2025-12-29', [table('scores', [column('k', 'x')]), table('calendar', [column('k', 'x')], null)]),
  manifest('2026-01-19', [table('other', [column('k', 'x')])], 2),
];

test('a table has the columns of all dates in the words of the latest, and its parts from old to new', () => {
  const [calendar, scores, ...others] = mergedTables(manifests, 1);
  expect(others).toEqual([]);
  expect(scores?.columns.map(({ name, description }) => [name, description])).toEqual([
    ['k', 'new words'],
    ['more', 'More'],
    ['gone', 'Only | then'],
  ]);
  expect(scores?.parts.map(({ snapshotDate }) => snapshotDate)).toEqual([
    '2025-12-29',
    '2026-01-05',
    '2026-01-12',
  ]);
  expect(calendar).toMatchObject({ servingOnly: true, parts: [{ snapshotDate: '2026-01-12' }] });
});

test('the dictionary says where a table lies and what its columns mean', () => {
  const tables = mergedTables(manifests, 1);
  const words = dictionary(tables, readersViews(tables, '2026-01-12'), 1);
  expect(words.tables.map(({ name, path }) => [name, path])).toEqual([
    ['calendar', null],
    ['scores', 'tables/scores/v=1/snapshot_date=*/data.parquet'],
  ]);
  const text = dictionaryMarkdown(words);
  expect(text).toContain(
    '## scores\n\nAll scores.\n\n- key: `k`\n- files: `tables/scores/v=1/snapshot_date=*/data.parquet`',
  );
  expect(text).toContain('| `gone` | varchar |  |  | Only \\| then |');
  expect(text).toContain('in the serving file only');
  expect(words.views.map(({ name }) => name)).toEqual([
    'current_scores',
    'scores_as_published',
    'scores_restated',
  ]);
  expect(text).toContain('| `current_scores` | scores | All scores. Of the latest snapshot, 2026-01-12. |');
});
