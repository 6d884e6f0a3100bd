import { expect, test } from 'vitest';
import { reweighScorecard } from '../../../src/core/config/reweigh-scorecard.ts';

const TEXT = `# Why it is so.
name: health
version: 3   # the third
dimensions:
  - name: product
    weight: 0.60 # most of it
    measures:
      - { name: days, weight: 0.5, label: "Days, 'active'" }
      - name: seats
        weight:   0.5
      # Watched.
      - { name: floor, weight: 0 }
  - name: service
    weight: 0.4
    measures: [{ name: tickets, weight: 1 }]
variants:
  - { name: young, weights: { days: 0.9, product: 0.6 } } # new ones
`;

const card = (version: number, product: number, [days, seats]: readonly [number, number]) =>
  ({
    version,
    variants: [{ name: 'young', weights: { days: 0.9, product } }],
    dimensions: [
      {
        name: 'product',
        weight: product,
        measures: [
          { name: 'days', weight: days },
          { name: 'seats', weight: seats },
          { name: 'floor', weight: 0 },
        ],
      },
      { name: 'service', weight: 1 - product, measures: [{ name: 'tickets', weight: 1 }] },
    ],
  }) as unknown as Parameters<typeof reweighScorecard>[1];

test('weights and version change, and not a letter else', () => {
  expect(reweighScorecard(TEXT, card(4, 0.75, [0.2, 0.8]))).toBe(
    TEXT.replace('version: 3', 'version: 4')
      .replace('0.60 #', '0.75 #')
      .replace('weight: 0.5,', 'weight: 0.2,')
      .replace('weight:   0.5', 'weight:   0.8')
      .replace('weight: 0.4', 'weight: 0.25')
      .replace('product: 0.6 ', 'product: 0.75 '),
  );
});

test('weights that stay are left as they are written', () => {
  expect(reweighScorecard(TEXT, card(3, 0.6, [0.5, 0.5]))).toBe(TEXT);
});
