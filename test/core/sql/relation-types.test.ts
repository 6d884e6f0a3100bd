import { expect, test } from 'vitest';
import type { ModelDefinition } from '../../../src/core/config/project.ts';
import { relationTypes } from '../../../src/core/sql/relation-types.ts';

const column = (name: string, type: string, more: object = {}) => ({
  name,
  type,
  description: `The ${name}.`,
  checks: [],
  asks: [],
  ...more,
});

const model = {
  relation: 'features.seats',
  config: {
    description: 'One row per account_id: a comment can */ not end here.',
    grain: ['account_id'],
    columns: [
      column('account_id', 'varchar'),
      column('bought', 'bigint', { unit: 'seats', checks: ['not_null'] }),
      column('share', 'decimal(9,4)', { checks: [{ not_null: { severity: 'warn' } }] }),
      column('until', 'date'),
      column('seen_at', 'timestamp'),
      column('is_free', 'boolean'),
      column('names', 'varchar[]'),
      column('parts', 'struct(a integer)'),
    ],
  },
} as unknown as ModelDefinition;

test('each relation has its columns with their types; what may be null says so', () => {
  const text = relationTypes({ models: [model], sources: [], seeds: [] });
  expect(text).toContain(`  /** One row per account_id: a comment can * / not end here. */
  'features.seats': {
    /** The account_id. */
    account_id: string;
    /** The bought. (seats) */
    bought: number;
    /** The share. */
    share: number;
    /** The until. */
    until: Day | null;
    /** The seen_at. */
    seen_at: Instant | null;
    /** The is_free. */
    is_free: boolean | null;
    /** The names. */
    names: (string | null)[] | null;
    /** The parts. */
    parts: unknown | null;
  };
`);
});

test('relations stand in the order of their names, the spine and raw tables among them', () => {
  const text = relationTypes({
    models: [model],
    sources: [{ relation: 'raw.crm__a', kind: 'events', description: 'x', columns: [] }],
    seeds: [
      {
        relation: 'seeds.b',
        description: 'x',
        key: ['k'],
        columns: [{ name: 'k', type: 'integer', description: 'x' }],
      },
    ],
  } as unknown as Parameters<typeof relationTypes>[0]);
  expect([...text.matchAll(/^ {2}'(.+)': \{$/gm)].map(([, name]) => name)).toEqual([
    'features.seats',
    'raw.crm__a',
    'seeds.b',
    'spine.account_as_of',
  ]);
  expect(text).toContain('_known_at: Instant | null;');
  expect(text).toContain('k: number;');
});
