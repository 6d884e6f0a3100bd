import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { validate } from '../../../src/app/validate.ts';
import { testContext } from '../../support/test-context.ts';

test.each([0, 60, 200])(
  'an unknown column is placed, whatever stands before it on its line (%i characters)',
  async (before) => {
    const project = await mkdtemp(join(tmpdir(), 'holdfast-bind-'));
    onTestFinished(() => rm(project, { recursive: true }));
    await cp(join(import.meta.dirname, '../../projects/ravenstack'), project, { recursive: true });
    await mkdir(join(project, 'models/marts'), { recursive: true });
    const line = `select '${'x'.repeat(before)}' as filler, nope as account_id`;
    const from = 'from staging.stg_ravenstack__accounts';
    await writeFile(join(project, 'models/marts/long.sql'), `-- one\n${line}\n${from}\n`);
    await writeFile(
      join(project, 'models/marts/long.yml'),
      'description: One row.\ngrain: [account_id]\ncolumns: [{ name: account_id, type: varchar, description: x }]\n',
    );
    const { result } = await validate(testContext(project));
    expect(result.problems.filter(({ name }) => name === 'sqlBinding')).toMatchObject([
      { file: 'models/marts/long.sql', line: 2, column: line.indexOf('nope') + 1 },
    ]);
  },
);

test('a macro may not read the clock either, nor anything by the order in which it comes', async () => {
  const project = await mkdtemp(join(tmpdir(), 'holdfast-bind-'));
  onTestFinished(() => rm(project, { recursive: true }));
  await cp(join(import.meta.dirname, '../../projects/ravenstack'), project, { recursive: true });
  await mkdir(join(project, 'sql/macros'), { recursive: true });
  const macro = (name: string, body: string) =>
    writeFile(join(project, `sql/macros/${name}.sql`), `create macro ${name}(x) as ${body}`);
  await macro('days_old', "date_diff('day', x, today())");
  await macro('years_old', 'age(x)');
  await macro('one_of', 'first(x)');
  await macro('doubled', '2 * x');
  const { result } = await validate(testContext(project));
  const found = result.problems.filter(({ file }) => file?.startsWith('sql/macros'));
  expect(found.map(({ name, file, line }) => [name, file, line])).toEqual([
    ['clockInModel', 'sql/macros/days_old.sql', 1],
    ['unorderedAggregate', 'sql/macros/one_of.sql', 1],
    ['clockInModel', 'sql/macros/years_old.sql', 1],
  ]);
});
