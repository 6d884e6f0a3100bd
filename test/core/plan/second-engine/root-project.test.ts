import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openWarehouse } from '../../../../src/adapters/duckdb/open-warehouse.ts';
import { LocalProjectFiles } from '../../../../src/adapters/project/local-project-files.ts';
import { readProject } from '../../../../src/app/load-project.ts';
import { secondEngineWarnings } from '../../../../src/core/plan/second-engine/second-engine-warnings.ts';

const ROOT = join(import.meta.dirname, '../../../..');

test('intermediate models, features and marts of the root project run on the second engine as they stand', async () => {
  const warehouse = await openWarehouse({ threads: 1 });
  try {
    const { partial, trees } = await readProject(new LocalProjectFiles(ROOT), {}, warehouse);
    const judged = partial.models.filter(({ layer }) => layer !== 'staging');
    const found = judged.flatMap((model) => {
      const parsed = trees.get(model.file);
      return parsed?.ok === true ? secondEngineWarnings(model, parsed.tree, partial) : [];
    });
    expect(judged.length).toBeGreaterThan(15);
    expect(found.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`)).toEqual(
      [],
    );
  } finally {
    warehouse.close();
  }
});
