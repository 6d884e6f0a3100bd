import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { openWarehouse } from '../../../src/adapters/duckdb/open-warehouse.ts';
import { type LoadedProject, loadProject } from '../../../src/app/load-project.ts';
import { type SelectRequest, selectNodes } from '../../../src/core/plan/select-nodes.ts';
import { selectionNodes } from '../../../src/core/plan/selection-node.ts';
import { HoldfastError } from '../../../src/errors.ts';
import { memoryProject } from '../../support/memory-project.ts';
import { smallProject } from '../../support/small-project.ts';

let loaded: LoadedProject;

const FILES = {
  ...smallProject,
  'models/features/usage.yml': smallProject['models/features/usage.yml']?.replace(
    'grain:',
    'tags: [product, daily]\ngrain:',
  ) as string,
  'models/features/profile.yml': smallProject['models/features/profile.yml']?.replace(
    'grain:',
    'tags: [daily]\ngrain:',
  ) as string,
  'sql/checks/odd_accounts.sql': "select account_id from staging.stg_app__accounts where account_id = ''",
  'sql/checks/odd_accounts.yml': 'description: Odd.',
};

beforeAll(async () => {
  const warehouse = await openWarehouse({ threads: 1 });
  loaded = await loadProject(memoryProject(FILES), {}, warehouse);
  warehouse.close();
});

function select(request: SelectRequest, modified: readonly string[] = []): string[] {
  return selectNodes(loaded.graph, request, { project: loaded.project, modified: new Set(modified) }).sort();
}

const one = (text: string) => select({ select: text });

describe('what a term chooses', () => {
  test.each([
    ['usage', ['features.usage']],
    ['features.usage', ['features.usage']],
    ['stg_app__*', ['check.odd_accounts', 'staging.stg_app__accounts', 'staging.stg_app__usage']],
    ['features.*', ['features.profile', 'features.usage']],
    ['1+usage', ['features.usage', 'intermediate.int_lifetimes', 'intermediate.int_usage_days']],
    ['int_lifetimes+1', ['features.profile', 'features.usage', 'intermediate.int_lifetimes']],
    [
      '@int_usage_days',
      [
        'check.odd_accounts',
        'features.profile',
        'features.usage',
        'intermediate.int_lifetimes',
        'intermediate.int_usage_days',
        'raw.app__accounts',
        'raw.app__usage',
        'staging.stg_app__accounts',
        'staging.stg_app__usage',
      ],
    ],
    ['tag:product', ['features.usage']],
    ['tag:pro*', ['features.usage']],
    ['path:models/features', ['features.profile', 'features.usage']],
    ['path:./models/features/', ['features.profile', 'features.usage']],
    ['path:models/features/usage.sql', ['features.usage']],
    ['source:app', ['raw.app__accounts', 'raw.app__usage']],
    ['source:app.usage', ['raw.app__usage']],
    ['source:app__accounts+1', ['check.odd_accounts', 'raw.app__accounts', 'staging.stg_app__accounts']],
    ['check.odd_accounts', ['check.odd_accounts']],
    ['usage int_lifetimes', ['features.usage', 'intermediate.int_lifetimes']],
    ['tag:daily,usage', ['features.usage']],
    ['tag:daily,+profile,features.profile', ['features.profile']],
  ])('%s', (text, expected) => {
    expect(one(text)).toEqual(expected);
  });

  test('state:modified means what is not as at the last run, with + what depends on it', () => {
    expect(select({ select: 'state:modified' }, ['features.usage'])).toEqual(['features.usage']);
    expect(select({ select: 'state:modified+' }, ['features.usage'])).toEqual([
      'features.profile',
      'features.usage',
    ]);
    expect(select({ select: 'state:modified' })).toEqual([]);
  });

  test('--exclude takes away, also from everything', () => {
    expect(select({ select: '+profile', exclude: 'features.* source:*' })).toEqual([
      'check.odd_accounts',
      'intermediate.int_lifetimes',
      'intermediate.int_usage_days',
      'staging.stg_app__accounts',
      'staging.stg_app__usage',
    ]);
    expect(select({ exclude: '*' })).toEqual([]);
    expect(select({ exclude: '+profile' })).toEqual([]);
  });
});

test.each([
  ['usge', 'unknownSelection', 'did you mean "usage"?'],
  ['features.usge', 'unknownSelection', 'did you mean "features.usage"?'],
  ['tag:prodct', 'unknownSelection', 'did you mean "product"?'],
  ['path:models/feature', 'unknownSelection', 'did you mean "models/features"?'],
  ['source:ap', 'unknownSelection', 'did you mean "app"?'],
  ['tags:product', 'badSelector', 'did you mean "tag"?'],
  ['state:new', 'badSelector', 'there is: modified'],
  ['@usage+', 'badSelector', expect.stringContaining('such as')],
  ['usage,', 'badSelector', expect.stringContaining('such as')],
  ['  ', 'badSelector', expect.stringContaining('such as')],
])('%s is refused with a remedy', (text, name, hint) => {
  const refused = (() => {
    try {
      return one(text);
    } catch (error) {
      return error;
    }
  })();
  expect(refused).toBeInstanceOf(HoldfastError);
  const { problems, exitCode } = refused as HoldfastError;
  expect([problems[0]?.name, problems[0]?.hint, exitCode]).toEqual([name, hint, 64]);
});

describe('on any graph, as brute force says', () => {
  type Graph = Parameters<typeof selectNodes>[0];
  const N = 8;
  /** Edges of a graph without circles: j depends on i where i < j. */
  const edges = fc.array(fc.boolean(), { minLength: (N * (N - 1)) / 2, maxLength: (N * (N - 1)) / 2 });
  const name = (i: number) => `marts.m${i}`;

  const depends = (bits: readonly boolean[], child: number, parent: number): boolean =>
    parent < child && bits[(child * (child - 1)) / 2 + parent] === true;

  function graphOf(bits: readonly boolean[]): Graph {
    const numbers = Array.from({ length: N }, (_, i) => i);
    const nodes = numbers.map((child) => ({
      relation: name(child),
      model: { file: `models/marts/m${child}.sql`, config: { tags: [] } },
      dependsOn: numbers.filter((parent) => depends(bits, child, parent)).map(name),
    }));
    // Only what the selection reads of a node.
    return { nodes, checks: [] } as unknown as Graph;
  }

  /** Length of the shortest way from a node down to another: all ways are tried. */
  function distance(bits: readonly boolean[], from: number, to: number): number {
    if (from === to) return 0;
    const ways = Array.from({ length: N }, (_, next) => next).filter((next) => depends(bits, next, from));
    return 1 + Math.min(Number.POSITIVE_INFINITY, ...ways.map((next) => distance(bits, next, to)));
  }

  const bound = fc.option(fc.integer({ min: 0, max: 4 }), { nil: Number.POSITIVE_INFINITY });
  const plus = (steps: number) => (steps === Number.POSITIVE_INFINITY ? '' : String(steps));

  test('so many steps up and down', () => {
    fc.assert(
      fc.property(edges, fc.nat(N - 1), bound, bound, (bits, at, up, down) => {
        const project = { ...loaded.project, sources: [], seeds: [], scorecards: [] };
        const found = selectNodes(
          graphOf(bits),
          { select: `${plus(up)}+m${at}+${plus(down)}` },
          { project, modified: new Set() },
        );
        const within = (steps: number, limit: number) => Number.isFinite(steps) && steps <= limit;
        const expected = Array.from({ length: N }, (_, i) => i).filter(
          (i) => within(distance(bits, i, at), up) || within(distance(bits, at, i), down),
        );
        expect(found).toEqual(expected.map(name));
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  test('@ takes what depends on it and all that this needs', () => {
    fc.assert(
      fc.property(edges, fc.nat(N - 1), (bits, at) => {
        const project = { ...loaded.project, sources: [], seeds: [], scorecards: [] };
        const found = selectNodes(graphOf(bits), { select: `@m${at}` }, { project, modified: new Set() });
        const numbers = Array.from({ length: N }, (_, i) => i);
        const below = numbers.filter((i) => Number.isFinite(distance(bits, at, i)));
        const needed = numbers.filter((i) => below.some((b) => Number.isFinite(distance(bits, i, b))));
        expect(found).toEqual(needed.map(name));
      }),
      { seed: 12, numRuns: 300 },
    );
  });

  test('union, intersection and exclusion are those of sets', () => {
    const set = fc.uniqueArray(fc.nat(N - 1), { minLength: 1 });
    fc.assert(
      fc.property(edges, set, set, (bits, a, b) => {
        const project = { ...loaded.project, sources: [], seeds: [], scorecards: [] };
        const graph = graphOf(bits);
        const of = (request: SelectRequest) => selectNodes(graph, request, { project, modified: new Set() });
        const terms = (chosen: readonly number[]) => chosen.map((i) => `m${i}+`).join(' ');
        const [left, right] = [of({ select: terms(a) }), of({ select: terms(b) })];
        const both = a.flatMap((i) => b.map((j) => `m${i}+,m${j}+`)).join(' ');
        expect(of({ select: both })).toEqual(left.filter((id) => right.includes(id)));
        expect(of({ select: terms(a), exclude: terms(b) })).toEqual(left.filter((id) => !right.includes(id)));
      }),
      { seed: 13, numRuns: 100 },
    );
  });
});

test('a scorecard is a node below the features that it reads', () => {
  const nodes = selectionNodes(loaded.graph, loaded.project);
  expect(nodes.find(({ id }) => id === 'features.usage')?.dependsOn).toEqual([
    'intermediate.int_lifetimes',
    'intermediate.int_usage_days',
  ]);
});
