import { describe, expect, test } from 'vitest';
import { compileModels } from '../../../src/adapters/project/typescript-models.ts';

const MODEL = 'models/features/m.ts';

const compile = (files: Readonly<Record<string, string>>) =>
  compileModels(
    new Map(Object.entries(files)),
    Object.keys(files).filter((path) => path === MODEL),
  );

const model = (body: string, before = '') => ({
  [MODEL]: `import { defineModel, sql } from 'holdfast';
import type { Relations } from '../relations.d.ts';
${before}
export const model = defineModel<Relations>((db) => ${body});
`,
});

describe('a model in TypeScript', () => {
  test('gives its SQL, with values as literals', async () => {
    const { sql, problems } = await compile(
      model(
        "db.selectFrom('staging.t as t').select('t.id').where('t.name', 'in', ['a', \"it's\"]).where('t.n', '>', 3)",
      ),
    );
    expect(problems).toEqual([]);
    expect(sql.get(MODEL)).toBe(
      'select "t"."id" from "staging"."t" as "t" where "t"."name" in (\'a\', \'it\'\'s\') and "t"."n" > 3',
    );
  });

  test('may import other files of the project, which run once', async () => {
    const { sql, problems } = await compile({
      ...model(
        "db.selectFrom('staging.t').select(sql.raw(COLUMN).as('c'))",
        "import { COLUMN } from '../lib/names.ts';",
      ),
      'models/lib/names.ts': "export const COLUMN: string = 'a' + 'b';",
    });
    expect([...sql.values(), ...problems]).toEqual(['select ab as "c" from "staging"."t"']);
  });
});

describe('a model in TypeScript that is not as it must be is told with its place', () => {
  test('it does not compile', async () => {
    const { sql, problems } = await compile({ [MODEL]: 'export const model = ;\n' });
    expect(sql.size).toBe(0);
    expect(problems).toMatchObject([{ name: 'modelModule', exitCode: 78, file: MODEL, line: 1, column: 22 }]);
  });

  test('it throws while it is loaded, or while its query is made', async () => {
    const loading = await compile(
      model("db.selectFrom('staging.t')", "if (1 > 0) throw new Error('no seats');"),
    );
    expect(loading.problems).toMatchObject([{ file: MODEL, line: 3, column: 18 }]);
    expect(loading.problems[0]?.message).toContain('no seats');
    const making = await compile(model('db.selectFrm(\n)'));
    expect(making.problems).toMatchObject([{ file: MODEL, line: 4 }]);
    expect(making.problems[0]?.message).toContain('selectFrm is not a function');
  });

  test('it exports something else', async () => {
    for (const text of ['export const query = 1;', 'export const model = { sql: 1 };']) {
      const { problems } = await compile({ [MODEL]: text });
      expect(problems).toMatchObject([{ file: MODEL, line: 1, column: 1 }]);
      expect(problems[0]?.message).toContain('exports no model');
    }
  });

  test('it imports what is not the project’s', async () => {
    const { problems } = await compile(
      model("db.selectFrom('t')", "import { readFileSync } from 'node:fs';\nreadFileSync('x');"),
    );
    expect(problems[0]?.message).toContain("not 'node:fs'");
    const missing = await compile(model("db.selectFrom('t')", "import { A } from './gone.ts';\nA;"));
    expect(missing.problems[0]?.message).toContain('there is no models/features/gone.ts');
  });
});
