import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ExtractWorld, eventSource, exportSource } from './extract-world.ts';

let world: ExtractWorld;
beforeAll(async () => {
  world = await ExtractWorld.open(1);
});
afterAll(() => world.close());

interface Row {
  readonly id: number;
  readonly day: number;
  readonly amount: number;
}
interface GeneratedFile {
  readonly name: string;
  readonly rows: readonly Row[];
}

const day = (n: number) => `2026-03-${String(n + 1).padStart(2, '0')}`;
const row = fc.record({ id: fc.nat(5), day: fc.nat(6), amount: fc.nat(2) });
const generatedFiles = fc.uniqueArray(
  fc.record({
    name: fc.tuple(fc.nat(4), fc.constantFrom('', '-a', '_b')).map(([n, suffix]) => `${day(n)}${suffix}`),
    rows: fc.array(row, { maxLength: 5 }),
  }),
  { selector: (file) => file.name, minLength: 1, maxLength: 5 },
);

const eventsCsv = (rows: readonly Row[]) =>
  `id,account_id,at,amount\n${rows.map((r) => `e${r.id},a,${day(r.day)} 10:00:00,${r.amount}\n`).join('')}`;

/** All that may not depend on the order: rows, what lost to what, rejects, and the ledger, by path. */
const EVENTS_STATE = `
  select 'row' as what, f.path, r._record as record, r.id, r.amount, cast(r._known_at as varchar) as known, null as other
  from build.raw.app__things as r join build.meta.files as f on f.file_id = r._file_id
  union all
  select 'lost', f.path, l._record, l.id, l.amount, cast(l._known_at as varchar), w.path
  from build.meta.app__things__losers as l join build.meta.files as f on f.file_id = l._file_id
  join build.meta.files as w on w.file_id = l._winner_file
  union all
  select 'reject ' || reason, path, record, value, line, null, detail from build.meta.rejects
  union all
  select 'file ' || status, path, rows_read, coalesce(duplicate_of, ''), rows_loaded, cast(min_known_at as varchar), null from build.meta.files
  order by all`;

test.each(['first', 'last'] as const)(
  'events: any order of files, any split into runs, any detour by other contents gives the same rows (duplicates: %s)',
  async (duplicates) => {
    const source = eventSource({ duplicates, known_at: 'file' });
    await fc.assert(
      fc.asyncProperty(
        generatedFiles,
        fc.array(fc.tuple(fc.nat(4), fc.array(row, { maxLength: 5 })), { maxLength: 4 }),
        fc.infiniteStream(fc.boolean()),
        async (files, detours, cuts) => {
          await start();
          for (const file of files) await world.write(`things/${file.name}.csv`, eventsCsv(file.rows));
          await world.run([source]);
          const expected = await world.rows(EVENTS_STATE);
          expect(await world.unreconciled(source)).toEqual([]);

          await start();
          for (const file of [...files].reverse()) {
            await world.write(`things/${file.name}.csv`, eventsCsv(file.rows));
            if (cuts.next().value) await world.run([source]);
          }
          for (const [index, rows] of detours) {
            const file = files[index % files.length] as GeneratedFile;
            await world.write(`things/${file.name}.csv`, eventsCsv(rows));
            if (!cuts.next().value) continue;
            await world.run([source]);
            expect(await world.unreconciled(source)).toEqual([]);
          }
          for (const file of files) await world.write(`things/${file.name}.csv`, eventsCsv(file.rows));
          await world.run([source]);
          expect(await world.rows(EVENTS_STATE)).toEqual(expected);
          expect(await world.unreconciled(source)).toEqual([]);
        },
      ),
      { seed: 7, numRuns: 12 },
    );
  },
);

const state = fc.uniqueArray(fc.record({ id: fc.nat(4), plan: fc.nat(2) }), { selector: (r) => r.id });
const generatedExports = fc.uniqueArray(
  fc.record({
    name: fc.tuple(fc.nat(6), fc.constantFrom('', '', '-b')).map(([n, suffix]) => `${day(n)}${suffix}`),
    rows: state,
  }),
  { selector: (file) => file.name, minLength: 1, maxLength: 6 },
);
type State = readonly { readonly id: number; readonly plan: number }[];
const exportCsv = (rows: State) => `id,plan,seats\n${rows.map((r) => `k${r.id},p${r.plan},1\n`).join('')}`;

/** What the history must be, from the exports of all days alone. */
function expectedHistory(files: readonly { readonly name: string; readonly rows: State }[]) {
  const byDay = new Map<string, State>();
  for (const file of [...files].sort((a, b) => (a.name < b.name ? -1 : 1)))
    byDay.set(file.name.slice(0, 10), file.rows);
  const days = [...byDay.keys()].sort();
  const history: { id: string; plan: string; valid_from: string; valid_to: string | null }[] = [];
  const open = new Map<number, (typeof history)[number]>();
  for (const at of days) {
    const now = new Map((byDay.get(at) ?? []).map((r) => [r.id, `p${r.plan}`]));
    for (const [id, interval] of open) {
      if (now.get(id) === interval.plan) continue;
      interval.valid_to = at;
      open.delete(id);
    }
    for (const [id, plan] of now) {
      if (open.has(id)) continue;
      const interval = { id: `k${id}`, plan, valid_from: at, valid_to: null };
      open.set(id, interval);
      history.push(interval);
    }
  }
  return history.sort((a, b) => (a.id + a.valid_from < b.id + b.valid_from ? -1 : 1));
}

test('full exports: in any order, any split into runs, with any detour, the history is what the days alone say', async () => {
  const source = exportSource();
  await fc.assert(
    fc.asyncProperty(
      generatedExports,
      fc.array(fc.tuple(fc.nat(5), state), { maxLength: 4 }),
      fc.infiniteStream(fc.boolean()),
      fc.infiniteStream(fc.nat(1000)),
      async (files, detours, cuts, chance) => {
        await start();
        const shuffled = files
          .map((file) => ({ file, key: chance.next().value as number }))
          .sort((a, b) => a.key - b.key);
        for (const { file } of shuffled) {
          await world.write(`things/${file.name}.csv`, exportCsv(file.rows));
          if (cuts.next().value) await world.run([source]);
        }
        for (const [index, rows] of detours) {
          const file = files[index % files.length];
          await world.write(`things/${file?.name}.csv`, exportCsv(rows));
          if (cuts.next().value) await world.run([source]);
        }
        for (const file of files) await world.write(`things/${file.name}.csv`, exportCsv(file.rows));
        await world.run([source]);
        const history = await world.rows(
          'select id, plan, valid_from, valid_to from build.raw.app__things order by id, valid_from',
        );
        expect(history).toEqual(expectedHistory(files));
        expect(await world.unreconciled(source)).toEqual([]);
      },
    ),
    { seed: 11, numRuns: 20 },
  );
});

/** Empty tables and an empty folder, without opening another database. */
async function start(): Promise<void> {
  for (const file of await world.files.list('')) await world.remove(file.path);
  await world.warehouse.run(
    'drop schema if exists build.raw cascade; drop schema if exists build.meta cascade',
  );
}
