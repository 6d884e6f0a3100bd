import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openWarehouse } from '../../src/adapters/duckdb/open-warehouse.ts';
import { LocalProjectFiles } from '../../src/adapters/project/local-project-files.ts';
import { type LoadedProject, loadProject } from '../../src/app/load-project.ts';
import { readmeBlock, readmePath } from '../support/e2e-readme.ts';

/** What every model of the root project owes its readers: also those that a tag switches off, and the README's example. */
let loaded: LoadedProject;
let features: LoadedProject['project']['models'];

beforeAll(async () => {
  const root = new LocalProjectFiles(join(import.meta.dirname, '..', '..'));
  const example = new Map(
    (['.sql', '.yml'] as const).map((end) => [readmePath(end), readmeBlock(`feature-${end.slice(1)}`)]),
  );
  const files = {
    list: async () => [...(await root.list()), ...example.keys()],
    read: async (path: string) =>
      example.get(path) ?? (await root.read(path)).replace(/^disabled_tags:.*\n/m, ''),
  };
  const parser = await openWarehouse({ threads: 1 });
  try {
    loaded = await loadProject(files, {}, parser);
  } finally {
    parser.close();
  }
  features = loaded.project.models.filter(({ layer }) => layer === 'features');
});

/** The columns that are features, and not what an account is called. */
const signals = () =>
  features
    .filter(({ name }) => name !== 'account_profile')
    .flatMap((model) =>
      model.config.columns
        .filter(({ name }) => !(model.config.grain ?? []).includes(name))
        .map((column) => ({ model, column, title: `${model.name}.${column.name}` })),
    );

describe('every feature model', () => {
  test('there is a library to look at', () => {
    expect(features.length).toBeGreaterThan(45);
    expect(signals().length).toBeGreaterThan(230);
  });

  test('says how it is computed above its query, and what a row is and a null means in its yml', () => {
    const silent = features.filter(
      ({ sql, file }) => file.endsWith('.sql') && !/^(--.{20,}\n?)+/.test(sql.trimStart()),
    );
    expect(silent.map(({ name }) => name)).toEqual([]);
    const grainless = features.filter(
      ({ config }) => !config.description.startsWith('One row per account_id x as_of'),
    );
    expect(grainless.map(({ name }) => name)).toEqual([]);
    const nullable = signals().filter(
      ({ model, column }) =>
        !column.checks.some((check) => check === 'not_null') &&
        !/\bnulls?\b/i.test(`${model.config.description} ${column.description}`),
    );
    expect(nullable.map(({ title }) => title)).toEqual([]);
  });

  test('says of each column whether it leads or lags and which way is better, and of each number its unit', () => {
    const untimed = signals().filter(({ column }) => !column.timing || !column.direction);
    expect(untimed.map(({ title }) => title)).toEqual([]);
    const numbers = signals().filter(({ column }) => /^(integer|bigint|double|decimal)/.test(column.type));
    expect(numbers.filter(({ column }) => !column.unit).map(({ title }) => title)).toEqual([]);
  });

  test('has checks', () => {
    const unchecked = features.filter(({ config }) =>
      config.columns.every(({ checks }) => checks.length === 0),
    );
    expect(unchecked.map(({ name }) => name)).toEqual([]);
  });

  test('has a unit test in which each of its columns has a value', () => {
    const told = new Set(
      loaded.unitTests.flatMap(({ node, tests }) =>
        tests.flatMap(({ expected }) =>
          expected.rows.flatMap(({ cells }) =>
            Object.entries(cells)
              .filter(([, value]) => value !== null)
              .map(([column]) => `${node.model.name}.${column}`),
          ),
        ),
      ),
    );
    expect(told.size).toBeGreaterThan(250);
    expect(
      signals()
        .map(({ title }) => title)
        .filter((title) => !told.has(title)),
    ).toEqual([]);
  });
});

test('every intermediate model has a unit test', () => {
  const models = loaded.project.models.filter(({ layer }) => layer === 'intermediate');
  expect(models.length).toBeGreaterThan(15);
  expect(models.filter(({ config }) => config.unit_tests.length === 0).map(({ name }) => name)).toEqual([]);
});

/** What tells of a customer's doings, by the feed that it comes from. */
const DOINGS = {
  product: [
    'intermediate.int_customer_days',
    'intermediate.int_product_days',
    'intermediate.int_product_user_days',
    'intermediate.int_product_feature_days',
    'intermediate.int_product_sessions',
  ],
  syncs: ['staging.stg_product__syncs'],
  support: ['intermediate.int_support_tickets'],
  billing: ['staging.stg_billing__invoices'],
  touchpoints: ['staging.stg_crm__touchpoints', 'intermediate.int_contact_touches'],
  marketing: ['staging.stg_marketing__campaigns'],
} as const;

/** Where a stopped feed makes nothing look like inactivity: waiting times, what is still open, ratings that were given. */
const NO_DOINGS = ['support_sla', 'support_backlog', 'ticket_csat'];

test.each(Object.entries(DOINGS))(
  'a feature of what %s tells goes by whether its feed has stopped',
  (feed, relations) => {
    const readers = loaded.graph.nodes.filter(
      ({ model, dependsOn }) =>
        model.layer === 'features' &&
        !NO_DOINGS.includes(model.name) &&
        dependsOn.some((relation) => (relations as readonly string[]).includes(relation)),
    );
    expect(readers.length).toBeGreaterThan(0);
    const blindly = readers.filter(
      ({ model }) => !(/covered"?\(/.test(model.sql) && model.sql.includes(`${feed}_unseen_days`)),
    );
    expect(blindly.map(({ model }) => model.name)).toEqual([]);
  },
);

test("no feature takes the days of the vendor's own staff and test users for a customer's", () => {
  const blind = features.filter(({ sql }) => /\bint_product_days\b/.test(sql));
  expect(blind.map(({ name }) => name)).toEqual([]);
});

describe('what was known when', () => {
  test('every staging relation says from when on a row could be seen, or between which exports it held', () => {
    const staging = loaded.project.models.filter(({ layer }) => layer === 'staging');
    expect(staging.length).toBeGreaterThan(20);
    const timeless = staging.filter(({ config }) => {
      const names = config.columns.map(({ name }) => name);
      return !names.includes('known_at') && !(names.includes('valid_from') && names.includes('valid_to'));
    });
    expect(timeless.map(({ name }) => name)).toEqual([]);
  });

  test('and every feature that reads one goes by it', () => {
    const columns = new Map(
      loaded.project.models.map(({ relation, config }) => [relation, config.columns.map(({ name }) => name)]),
    );
    const careless = loaded.graph.nodes
      .filter(({ model }) => model.layer === 'features')
      .flatMap(({ model, dependsOn }) => {
        const reads = dependsOn.filter((relation) => relation.startsWith('staging.'));
        const dated = reads.filter((relation) => columns.get(relation)?.includes('known_at'));
        const held = reads.filter((relation) => columns.get(relation)?.includes('valid_from'));
        return [
          ...(dated.length > 0 && !/visible"?\(|known_at"? </.test(model.sql) ? [model.name] : []),
          ...(held.length > 0 && !/valid_at"?\(/.test(model.sql) ? [model.name] : []),
        ];
      });
    expect(careless).toEqual([]);
  });
});
