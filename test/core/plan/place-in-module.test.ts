import { expect, test } from 'vitest';
import type { ModelDefinition } from '../../../src/core/config/project.ts';
import { placeInModules } from '../../../src/core/plan/place-in-module.ts';
import { problem } from '../../../src/errors.ts';

const FILE = 'models/features/m.ts';
const SQL = 'select "t"."seats" from "staging"."t" as "t"';
const models = [{ file: FILE, sql: SQL, module: "one\n.select('t.seats')\n" } as ModelDefinition];

const at = (column: number) => problem('clockInModel', { name: 'x' }, { file: FILE, line: 1, column });

test('a place in the compiled SQL becomes the first place in the module that says the same word', () => {
  const [found] = placeInModules([at(SQL.indexOf('"t"."seats"') + 1)], models);
  expect(found).toMatchObject({ file: FILE, line: 2, column: 10 });
  expect(found?.hint).toContain('in the SQL that it compiles to: … select "t"."seats"');
});

test('a name that the problem quotes is found wherever DuckDB saw it', () => {
  const detail = 'Referenced column "seats" not found';
  const [found] = placeInModules(
    [problem('sqlBinding', { detail }, { file: FILE, line: 1, column: 3 })],
    models,
  );
  expect(found).toMatchObject({ line: 2, column: 12 });
  expect(found?.hint).toContain('select "t"."seats"');
});

test('a word that the module puts together from parts is shown at its beginning', () => {
  expect(placeInModules([at(SQL.indexOf('from') + 1)], models)).toMatchObject([{ line: 1, column: 1 }]);
});

test('what a loop writes many times is told once, other files are left as they are', () => {
  const elsewhere = problem(
    'clockInModel',
    { name: 'x' },
    { file: 'models/features/other.sql', line: 3, column: 4 },
  );
  const column = SQL.indexOf('"t"."seats"') + 1;
  expect(placeInModules([at(column), at(column), elsewhere], models)).toMatchObject([
    { line: 2 },
    { line: 3 },
  ]);
});
