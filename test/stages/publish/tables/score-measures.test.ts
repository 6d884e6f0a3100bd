import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWarehouse } from '../../../../src/adapters/duckdb/open-warehouse.ts';
import { compileVariants, splitByVariant } from '../../../../src/core/score/compile-variants.ts';
import { explainAccount } from '../../../../src/core/score/explain-account.ts';
import { scoreAccounts } from '../../../../src/core/score/score-accounts.ts';
import { scoreItems } from '../../../../src/core/score/score-items.ts';
import { literal } from '../../../../src/core/sql/quote.ts';
import type { Warehouse } from '../../../../src/ports/warehouse.ts';
import { scoreMeasuresTable } from '../../../../src/stages/publish/tables/score-measures.ts';
import { anyScoring } from '../../../core/score/scorecard-arbitrary.ts';

const AS_OF = '2026-04-06';
let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openWarehouse({ threads: 1 });
  await warehouse.run("attach ':memory:' as build");
  await warehouse.run('create schema build.scores');
  await warehouse.run(`create table build.scores.score_measures (account_id varchar, as_of date, score_name varchar, dimension varchar,
    item varchar, kind varchar, raw_value double, scaled_value double, weight double, points decimal(9, 4), max_points decimal(9, 4),
    state varchar, raw_text varchar, wanted double)`);
});
afterAll(() => warehouse.close());

const text = (value: string | null) => (value === null ? 'null' : literal(value));

test('the weight in effect is the one that the score was made with, whatever is missing and whatever the card', async () => {
  const drawn = fc.sample(anyScoring, { seed: 20261123, numRuns: 15 });
  const rows = drawn.flatMap(({ card, features, learnt }, c) =>
    splitByVariant(compileVariants(card, learnt), features).flatMap((part) => {
      const items = scoreItems(part.card, scoreAccounts(part.card, part.features));
      return [...part.rows].flatMap((row, i) =>
        explainAccount(items, part.features, i).map(
          (line) =>
            `('A${row}', date '${AS_OF}', 'card${c}', ${text(line.dimension)}, '${line.item}', '${line.kind}', null, null,
              ${line.weight}, ${line.points ?? 'null'}, ${line.maxPoints}, '${line.state}', null, ${line.weightInEffect})`,
        ),
      );
    }),
  );
  await warehouse.run(`insert into build.scores.score_measures values ${rows.join(', ')}`);
  const scorecards = drawn.map(({ card }, c) => ({
    name: `card${c}`,
    byPoints: card.arithmetic === 'points',
    assumed: card.dimensions
      .flatMap(({ measures }) => measures)
      .filter(({ missing }) => missing !== 'redistribute' && missing !== 'block')
      .map(({ name }) => name),
  }));
  const table = scoreMeasuresTable({ asOf: AS_OF, snapshotId: 's', profile: 'features.p', scorecards });
  const found = await warehouse.rows<{ n: number; worst: number; less: number }>(
    `select count(*)::integer as n, max(abs(mine.weight_in_effect - theirs.wanted)) as worst,
       count_if(theirs.wanted > 0 and abs(theirs.wanted - theirs.weight) > 0.01)::integer as less
     from (${table.query}) as mine
     inner join build.scores.score_measures as theirs
       on (mine.account_id, mine.score_name, mine.item, mine.kind) = (theirs.account_id, theirs.score_name, theirs.item, theirs.kind)
       and mine.dimension is not distinct from theirs.dimension`,
  );
  expect(found[0]?.n).toBe(rows.length);
  expect(found[0]?.worst).toBeLessThan(1e-6);
  // Enough of them stand apart from what the card states.
  expect(found[0]?.less).toBeGreaterThan(200);
});
