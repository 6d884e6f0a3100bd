import { describe, expect, test } from 'vitest';
import { modelFile } from '../../../src/core/config/model-schema.ts';
import { parseConfig } from '../../../src/core/config/parse-config.ts';

const withAsks = (asks: string) => `
description: One row per account_id.
columns:
  - { name: account_id, type: varchar, description: The account., asks: ${asks} }
`;

const read = (text: string) => parseConfig(modelFile, { file: 'x.yml', text }, {});

describe('the asks of a column', () => {
  test('are quoted numbers, kept as they are written', () => {
    expect(read(withAsks("['1.2', '1.10']")).value?.columns[0]?.asks).toEqual(['1.2', '1.10']);
  });

  test('unquoted they would lose a digit, so they are refused', () => {
    const { problems } = read(withAsks('[1.10]'));
    expect(problems).toMatchObject([{ name: 'configInvalid', line: 4 }]);
    expect(problems[0]?.message).toContain('must be quoted');
  });

  test('a word is refused', () => {
    expect(read(withAsks('[active days]')).problems).toHaveLength(1);
  });
});
