import { expect, test } from 'vitest';
import type { ModelDefinition } from '../../../src/core/config/project.ts';
import { featuresPage, unknownAsks } from '../../../src/core/publish/features-page.ts';

const column = (name: string, more: object = {}) => ({
  name,
  type: 'integer',
  description: 'A count.',
  checks: [],
  asks: [],
  ...more,
});

const model = (name: string, description: string, columns: object[], tags: string[] = []) =>
  ({
    name,
    layer: 'features',
    relation: `features.${name}`,
    configFile: `models/features/${name}.yml`,
    config: { description, tags, columns: [column('account_id'), column('as_of'), ...columns] },
  }) as unknown as ModelDefinition;

const models = [
  model('visits', 'One row per account_id x as_of: visits.', [
    column('visits_7d', {
      unit: 'visits',
      description: 'Visits | all of them; null where use is unknown.',
      timing: 'leading',
      direction: 'higher_is_better',
      asks: ['1.2', '1.10'],
    }),
    column('visits_30d', { checks: ['not_null'], direction: 'none', asks: ['1.2'] }),
  ]),
  model(
    'overdue',
    'One row per account_id x as_of. Null where billing is silent.',
    [column('days')],
    ['financial'],
  ),
];

const asks = [
  { id: '1.2', ask: 'active days' },
  { id: '2.12', ask: 'a scale', by: 'the scorecard' },
];

test('each ask stands with the columns that answer it, by model, or with what else does', () => {
  const page = featuresPage(models, asks);
  expect(page).toContain('| 1.2 | active days | visits: `visits_7d`, `visits_30d` |  |');
  expect(page).toContain('| 2.12 | a scale |  | the scorecard |');
});

test('models stand under their first tag, each column with its unit, null, timing and direction', () => {
  const page = featuresPage(models, asks);
  expect([...page.matchAll(/^##+ (.*)$/gm)].map(([, title]) => title)).toEqual([
    'What was asked for',
    'Financial',
    'overdue',
    'Other',
    'visits',
  ]);
  expect(page).toContain(
    '| `visits_7d` | integer | visits | Visits \\| all of them; null where use is unknown. | where use is unknown | leading | higher | 1.2, 1.10 |',
  );
  expect(page).toContain('| `visits_30d` | integer |  | A count. | never |  | neither | 1.2 |');
  expect(page).toContain('| `days` | integer |  | A count. | see above |  |  |  |');
  expect(page).not.toContain('`account_id`');
});

test('a project without a list of asks has its features only', () => {
  expect(featuresPage(models, [])).not.toContain('What was asked for');
});

test('an ask that nobody has asked is told with the yml that names it', () => {
  expect(unknownAsks(models, asks)).toEqual([{ ask: '1.10', file: 'models/features/visits.yml' }]);
});
