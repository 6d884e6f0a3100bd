import { expect, test } from 'vitest';
import { checkFile, modelFile } from '../../../src/core/config/model-schema.ts';
import { parseConfig } from '../../../src/core/config/parse-config.ts';
import { parseProject } from '../../../src/core/config/parse-project.ts';
import { fileFormat } from '../../../src/core/config/source-schema.ts';

const problemsOf = (schema: Parameters<typeof parseConfig>[0], text: string) =>
  parseConfig(schema, { file: 'x.yml', text }, {}).problems.map(({ name, line, column, message, hint }) => ({
    name,
    at: `${line}:${column}`,
    message,
    hint,
  }));

/** A model's yml with one line of the test's own. */
const model = (line: string) => `description: One row per account.\ncolumns:\n  - ${line}\n`;

test.each([
  ['description: One row: an account', '1:14', /put the text in quotes/],
  [
    'columns: [{ name: a, description: The id: a text }]',
    '1:35',
    /between \{ \} and \[ \] a text with a colon/,
  ],
  ['description: %s of all', '1:14', /can't begin with %/],
  ["description: 'the account's name'", '1:27', /doubled/],
  ['columns: [a, b\ndescription: x', '2:1', /not closed/],
  ['description: the rows\n  of: it', '1:14', /quotes/],
  ['description: *important* rows', '1:26', /whole text in quotes/],
  ['description: *important*', '1:14', /begins with \*/],
  ['description: x\n\tcolumns: []', '2:1', /blanks/],
  ['description: x\ndescription: y', '2:1', /once/],
])('YAML that is none says once where, and what to do: %s', (text, at, hint) => {
  const problems = problemsOf(checkFile, `${text}\n`);
  expect(problems).toEqual([
    { name: 'yamlSyntax', at, message: expect.any(String), hint: expect.stringMatching(hint) },
  ]);
});

test('a comma in an unquoted text between braces is told from a key that nobody knows', () => {
  expect(
    problemsOf(modelFile, model('{ name: a, type: varchar, description: First, then more }')),
  ).toMatchObject([
    {
      name: 'unknownKey',
      at: '3:51',
      hint: 'if "then more" belongs to the text before the comma, put the text in quotes',
    },
  ]);
  expect(
    problemsOf(modelFile, model('{ name: a, type: varchar, description: x, chekcs: [] }')),
  ).toMatchObject([{ name: 'unknownKey', hint: 'did you mean "checks"?' }]);
});

test.each([
  ['severity: warning', 'severity: must be one of error, warn, not "warning"', 'did you mean "warn"?'],
  ['severity: wran', 'severity: must be one of error, warn, not "wran"', 'did you mean "warn"?'],
  ['severity: note', 'severity: must be one of error, warn, not "note"', undefined],
  ['tolerate: 80 %', 'tolerate: must be a number or a mapping, not "80 %"', undefined],
])('a value that is not allowed: %s', (line, message, hint) => {
  const problems = problemsOf(checkFile, `description: x\n${line}\n`);
  expect(problems).toEqual([{ name: 'configInvalid', at: expect.stringMatching(/^2:/), message, hint }]);
});

test.each([
  [
    'notnull',
    'columns[0].checks[0]: must be one of not_null, unique or a mapping, not "notnull"',
    'did you mean "not_null"?',
  ],
  [
    '{ unique: { severity: warning } }',
    'columns[0].checks[0].unique.severity: must be one of error, warn, not "warning"',
    'did you mean "warn"?',
  ],
])('a check of a column: %s', (check, message, hint) => {
  const column = `{ name: a, type: varchar, description: x, checks: [${check}] }`;
  expect(problemsOf(modelFile, model(column))).toMatchObject([{ message, hint }]);
});

test('what is missing is called missing', () => {
  expect(problemsOf(modelFile, 'description: x\n')).toMatchObject([
    { message: 'columns: is missing: a list' },
  ]);
  expect(problemsOf(modelFile, model('{ name: a, type: varchar }'))).toMatchObject([
    { at: '3:5', message: 'columns[0].description: is missing: a text' },
  ]);
});

test('a kind that does not exist', () => {
  expect(problemsOf(fileFormat, 'type: cvs\n')).toMatchObject([
    {
      message: expect.stringMatching(/^type: must be one of .*csv.*, not "cvs"$/),
      hint: 'did you mean "csv"?',
    },
  ]);
});

test('a model and a check without their yml say what it must hold', () => {
  const files = new Map([
    ['models/staging/app/stg_app__users.sql', 'select 1'],
    ['sql/checks/odd.sql', 'select 1'],
  ]);
  const hints = parseProject(files, {}).problems.map(({ file, hint }) => [file, hint]);
  expect(Object.fromEntries(hints)).toMatchObject({
    'models/staging/app/stg_app__users.yml': expect.stringMatching(/description, grain and columns/),
    'sql/checks/odd.yml': expect.stringMatching(/with description/),
  });
});
