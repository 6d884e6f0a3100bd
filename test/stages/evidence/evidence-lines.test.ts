import { afterEach, beforeEach, expect, test } from 'vitest';
import { evidenceLines } from '../../../src/stages/evidence/evidence-lines.ts';
import { ExtractWorld, eventSource } from '../extract/extract-world.ts';

let world: ExtractWorld;
beforeEach(async () => {
  world = await ExtractWorld.open();
});
afterEach(() => world.close());

const PATH = 'things/2026-01-05.csv';
const HEADER = 'id,account_id,at,amount\n';
const row = (id: string) => `${id},a,2026-01-05,1\n`;

/** Of each loaded row its id and the line on which evidence finds it. */
async function linesOfLoaded(): Promise<unknown[]> {
  await world.run([eventSource()]);
  const rows = await world.rows<{ id: string; record: number }>(
    'select id, _record as record from build.raw.app__things order by _record',
  );
  const of = { files: world.files, session: world.warehouse };
  const lines = await evidenceLines(
    of,
    eventSource(),
    PATH,
    rows.map(({ record }) => Number(record)),
  );
  return rows.map(({ id, record }) => [id, lines.get(Number(record))]);
}

test('a malformed row before a record moves it on by a line', async () => {
  await world.write(PATH, `${HEADER}${row('a')}b,a,2026-01-05,2,EXTRA\n${row('c')}`);
  expect(await linesOfLoaded()).toEqual([
    ['a', 2],
    ['c', 4],
  ]);
});

test('so do a malformed row of several lines, and blank lines and line breaks around it', async () => {
  const text = `${HEADER}\n"x\ny",a,2026-01-05,1\n"b\n\n",a,2026-01-05,2,EXTRA\nshort\n\n${row('c')}"d"x,a,2026-01-05,1`;
  await world.write(PATH, text);
  expect(await linesOfLoaded()).toEqual([
    ['x\ny', 3],
    ['c', 10],
  ]);
});
