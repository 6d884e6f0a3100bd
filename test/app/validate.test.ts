import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { validate } from '../../src/app/validate.ts';
import { testContext } from '../support/test-context.ts';

const project = (name: string) => testContext(join(import.meta.dirname, '../projects', name));

test('eight faults of eight kinds in eight files are reported in one go, each at its place with a remedy', async () => {
  const { exitCode, result, text } = await validate(project('eight-faults'));
  expect(exitCode).toBe(78);
  const found = result.problems.map((p) => [p.name, p.file, p.line, p.column]);
  expect(found).toEqual([
    ['clockInModel', 'models/features/profile.sql', 11, 17],
    ['missingGrain', 'models/features/usage.yml', 1, 1],
    ['unknownRelation', 'models/intermediate/int_lifetimes.sql', 2, 6],
    ['cycle', 'models/intermediate/int_one.sql', 1, 1],
    ['layerRule', 'models/staging/app/stg_app__accounts.sql', 1, 1],
    ['sqlSyntax', 'models/staging/app/stg_app__usage.sql', 2, 1],
    ['unknownKey', 'pipeline.yml', 4, 3],
    ['yamlSyntax', 'pipelines/daily.yml', 3, 1],
  ]);
  expect(text).toContain('hint: did you mean "staging.stg_app__accounts"?');
  expect(text).toContain('hint: did you mean "memory_limit"?');
  expect(text).toContain('0 scorecards: 8 errors, 0 warnings');
});

test('what the second engine would refuse is a warning at its place, and no reason to fail', async () => {
  const { exitCode, result, text } = await validate(project('ravenstack'));
  expect(exitCode).toBe(0);
  expect(result.problems).toMatchObject([
    {
      name: 'secondEngine',
      severity: 'warning',
      file: 'models/intermediate/int_renewal_decisions.sql',
      line: 20,
      column: 12,
    },
  ]);
  expect(text).toContain('12 models, 5 sources, 1 scorecard: 0 errors, 1 warning');
});

test('a query of sql/evidence belongs to a feature model, and parses', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-validate-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await cp(join(import.meta.dirname, '../projects/ravenstack'), folder, { recursive: true });
  await mkdir(join(folder, 'sql/evidence'), { recursive: true });
  await writeFile(join(folder, 'sql/evidence/product_uses.sql'), 'select from where');
  const { exitCode, result } = await validate(testContext(folder));
  const found = result.problems.filter(({ file }) => file === 'sql/evidence/product_uses.sql');
  expect(exitCode).toBe(78);
  expect(found.map(({ name, hint }) => [name, hint])).toEqual([
    ['configInvalid', 'did you mean "product_use"?'],
    ['sqlSyntax', undefined],
  ]);
});
