import { expect, test } from 'vitest';
import { parseConfig } from '../../../src/core/config/parse-config.ts';
import { checkSource } from '../../../src/core/config/source-checks.ts';
import { defineSources } from '../../../src/core/config/source-definition.ts';
import { sourcesFile } from '../../../src/core/config/source-schema.ts';

const text = `system: app
sources:
  - name: things
    description: Things.
    kind: events
    files: [{ path: '*.csv', format: { type: csv } }]
    key: [id]
    event_time: id
    known_at: { column: seen_on }
    columns:
      - { name: id, type: varchar, min: 1 }
      - { name: seen_on, type: boolean }
      - { name: rowid, type: bigint }
      - { name: seats, type: integer, min: 0, max: 2026-01-01 }
      - { name: price, type: 'decimal(10,2)', min: 0 }
      - { name: day, type: date, min: 2026-01-01, max: 7 }
`;

test('instants are dates, bounds are of their column’s kind: every fault at its own line', () => {
  const { value, document } = parseConfig(sourcesFile, { file: 'x.yml', text }, {});
  const [source] = defineSources(value!, 'x.yml');
  const problems = checkSource(source!, document!, ['sources', 0]);
  expect(problems.map(({ line, message }) => [line, message])).toEqual([
    [8, 'sources[0].event_time: "id" is varchar, not a date or a timestamp'],
    [9, 'sources[0].known_at.column: "seen_on" is boolean, not a date or a timestamp'],
    [11, 'sources[0].columns[0].min: 1 is no bound for varchar'],
    [14, 'sources[0].columns[3].max: "2026-01-01" is no bound for integer'],
    [16, 'sources[0].columns[5].max: 7 is no bound for date'],
    [13, 'sources[0].columns[2].name: "rowid" is the engine\'s own: give it another name and say from'],
  ]);
});

test('a field at fixed places begins before it ends, and both count from 1', () => {
  const fixed = (places: string) =>
    text.replace('{ type: csv }', `{ type: fixed_width, fields: { id: ${places} } }`);
  const messages = (places: string) =>
    parseConfig(sourcesFile, { file: 'x.yml', text: fixed(places) }, {}).problems.map(
      ({ message }) => message,
    );
  expect(messages('[2, 2]')).toEqual([]);
  expect(messages('[9, 6]').join()).toContain('must be the first and the last character of the field');
  expect(messages('[0, 6]')).toHaveLength(1);
});
