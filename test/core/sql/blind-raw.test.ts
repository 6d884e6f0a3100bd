import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWarehouse } from '../../../src/adapters/duckdb/open-warehouse.ts';
import { defineSources, type SourceDefinition } from '../../../src/core/config/source-definition.ts';
import { sourcesFile } from '../../../src/core/config/source-schema.ts';
import { blindRaw, countHidden } from '../../../src/core/sql/blind-raw.ts';
import type { Warehouse } from '../../../src/ports/warehouse.ts';

const DAY = '2026-02-01';
let warehouse: Warehouse;

beforeAll(async () => {
  warehouse = await openWarehouse({ threads: 1 });
  await warehouse.run('create schema raw');
});
afterAll(() => warehouse.close());

function source(
  kind: 'events' | 'full_export',
  columns: Readonly<Record<string, unknown>>,
): SourceDefinition {
  const [defined] = defineSources(
    sourcesFile.parse({
      system: 's',
      sources: [
        {
          name: 't',
          description: 'Rows.',
          kind,
          files: [{ path: 't_{date}.csv', format: { type: 'csv' } }],
          key: ['id'],
          ...(kind === 'events' ? { event_time: 'happened_at' } : {}),
          columns: Object.entries(columns).map(([name, believed]) => ({
            name,
            type: /(at|on)$/.test(name) ? 'timestamp' : 'varchar',
            ...(believed === null ? {} : { believed }),
          })),
        },
      ],
    }),
    'file',
  );
  if (!defined) throw new Error('no source');
  return defined;
}

/** The rows of a raw relation, as they could be seen by the day. */
async function seen(of: SourceDefinition, rows: readonly string[]) {
  const own = of.kind === 'events' ? '_file_id, _record, _known_at' : 'valid_from, valid_to';
  const names = `${of.columns.map(({ name }) => name).join(', ')}, ${own}`;
  await warehouse.run(
    `create or replace table raw.s__t as select * from (values ${rows.join(', ')}) as t (${names})`,
  );
  const shown = names.split(', ').filter((name) => name !== '_file_id' && name !== '_record');
  const texts = shown.map((name) => `cast(${name} as varchar) as ${name}`).join(', ');
  return warehouse.rows(`select ${texts} from (${blindRaw(of, 'raw.s__t', DAY)}) as t order by id`);
}

const before = "timestamp '2026-01-31 23:59:59'";
const midnight = "timestamp '2026-02-01 00:00:00'";

describe('blindRaw', () => {
  test('an event counts if it happened and was known strictly before the day', async () => {
    const events = source('events', { id: 'fixed', happened_at: 'fixed' });
    const rows = [
      `('a', ${before}, 1, 1, ${before})`,
      `('b', ${before}, 1, 2, ${midnight})`,
      `('c', ${midnight}, 1, 3, ${before})`,
    ];
    expect((await seen(events, rows)).map(({ id }) => id)).toEqual(['a']);
    expect(await warehouse.rows(countHidden(events, 'raw.s__t', DAY))).toEqual([{ rows: 2 }]);
  });

  test('a column is believed as it is declared', async () => {
    const events = source('events', {
      id: null,
      happened_at: null,
      done_at: { dated_by: 'done_at' },
      result: { dated_by: 'done_at' },
      rated_at: { dated_by: 'rated_at' },
      remark: { dated_by: 'rated_at' },
      undeclared: null,
      mutable: 'history',
    });
    const row = (id: string, done: string, rated: string) =>
      `('${id}', ${before}, ${done}, 'ok', ${rated}, 'nice', 'x', 'y', 1, 1, ${before})`;
    const dated = { done_at: '2026-01-31 23:59:59', result: 'ok', rated_at: null, remark: null };
    const undated = { done_at: null, result: null, rated_at: null, remark: null };
    const never = { undeclared: null, mutable: null };
    expect(await seen(events, [row('a', before, midnight), row('b', midnight, midnight)])).toMatchObject([
      { id: 'a', happened_at: '2026-01-31 23:59:59', ...dated, ...never },
      { id: 'b', happened_at: '2026-01-31 23:59:59', ...undated, ...never },
    ]);
  });

  test('a date that is itself dated is believed once both have passed', async () => {
    const events = source('events', {
      id: 'fixed',
      happened_at: 'fixed',
      closed_at: { dated_by: 'closed_at' },
      due_on: { dated_by: 'closed_at' },
      note: { dated_by: 'due_on' },
    });
    const row = (id: string, closed: string, due: string) =>
      `('${id}', ${before}, ${closed}, ${due}, 'n', 1, 1, ${before})`;
    const rows = await seen(events, [
      row('a', before, before),
      row('b', midnight, before),
      row('c', before, midnight),
    ]);
    expect(rows.map(({ note }) => note)).toEqual(['n', null, null]);
  });

  test('of a history, what exports of the day and later showed is gone', async () => {
    const history = source('full_export', { id: 'fixed', plan: 'history', undeclared: null });
    const row = (plan: string, from: string, to: string) => `('a', '${plan}', 'x', date '${from}', ${to})`;
    const rows = [row('basic', '2026-01-01', "date '2026-02-01'"), row('pro', '2026-02-01', 'null')];
    expect(await seen(history, rows)).toEqual([
      { id: 'a', plan: 'basic', undeclared: null, valid_from: '2026-01-01', valid_to: null },
    ]);
    expect(await warehouse.rows(countHidden(history, 'raw.s__t', DAY))).toEqual([{ rows: 2 }]);
  });
});
