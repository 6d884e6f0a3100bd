import { expect, test } from 'vitest';
import { openWarehouse } from '../../src/adapters/duckdb/open-warehouse.ts';
import { readProject } from '../../src/app/load-project.ts';

const PIPELINE = `
name: small
sources: { path: exports }
calendar: { from: 2026-01-05 }
accounts: { lifetimes: intermediate.int_lifetimes, profile: features.profile }
`;
const model = (tags: string) =>
  `description: One row.\ngrain: [one]\ntags: [${tags}]\ncolumns: [{ name: one, type: integer, description: One. }]\n`;

const FILES = {
  'models/intermediate/int_words.sql': 'select 1 as one\n',
  'models/intermediate/int_words.yml': model('text'),
  'models/intermediate/int_reader.sql': 'select one from intermediate.int_words\n',
  'models/intermediate/int_reader.yml': model(''),
};

/** The project of these files as `validate` reads it. */
async function read(files: Readonly<Record<string, string>>) {
  const warehouse = await openWarehouse({ threads: 1 });
  try {
    const list = () => Promise.resolve(Object.keys(files));
    const project = { root: '.', list, read: (path: string) => Promise.resolve(files[path] ?? '') };
    return await readProject(project, {}, warehouse);
  } finally {
    warehouse.close();
  }
}

test('a model with a disabled tag is not there, and what reads it is told why', async () => {
  const { partial, graph, problems } = await read({
    ...FILES,
    'pipeline.yml': `${PIPELINE}disabled_tags: [text]\n`,
  });
  expect(partial.models.map(({ name }) => name)).toEqual(['int_reader']);
  expect(graph.nodes.map(({ relation }) => relation)).toEqual(['intermediate.int_reader']);
  expect(problems).toContainEqual(
    expect.objectContaining({
      name: 'unknownRelation',
      file: 'models/intermediate/int_reader.sql',
      hint: expect.stringContaining('switched off by disabled_tags'),
    }),
  );
});

test('what reads a model that is switched off is switched off with it by the same tag', async () => {
  const { partial, problems } = await read({
    ...FILES,
    'models/intermediate/int_reader.yml': model('text'),
    'pipeline.yml': `${PIPELINE}disabled_tags: [text]\n`,
  });
  expect(partial.models).toEqual([]);
  expect(problems.filter(({ file }) => file?.startsWith('models/'))).toEqual([]);
});

test('without the tag in the list both models are there', async () => {
  const { partial, problems } = await read({ ...FILES, 'pipeline.yml': PIPELINE });
  expect(partial.models.map(({ name }) => name)).toEqual(['int_reader', 'int_words']);
  expect(problems.filter(({ file }) => file?.startsWith('models/'))).toEqual([]);
});

test('a role of pipeline.yml can not be filled by a model that is switched off', async () => {
  const roles = PIPELINE.replace('int_lifetimes', 'int_words');
  const { problems } = await read({ ...FILES, 'pipeline.yml': `${roles}disabled_tags: [text]\n` });
  expect(problems).toContainEqual(
    expect.objectContaining({
      file: 'pipeline.yml',
      message: expect.stringContaining('intermediate.int_words'),
      hint: expect.stringContaining('switched off'),
    }),
  );
});
