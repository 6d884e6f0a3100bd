import { addDays } from '../../core/config/days.ts';
import type { Session } from '../../ports/warehouse.ts';
import { workspaceId } from '../company/make-accounts.ts';
import { userId } from '../company/make-users.ts';
import type { Period } from '../demo-calendar.ts';
import type { DemoContext } from '../demo-context.ts';
import { EVENT_NAMES } from '../words.ts';
import { jsonLine, writeFile } from '../write-files.ts';
import { eventsPerActiveDay, makeProductEvents } from './make-product-events.ts';
import { ProductEventTally } from './product-event-tally.ts';
import { isoTimestamp } from './sql-text.ts';

const NAMES = `([${EVENT_NAMES.map((name) => `'${name}'`).join(', ')}])`;
const COLUMNS = [
  'event_id',
  'occurred_at',
  'received_at',
  'workspace_id',
  'user_id',
  'event_name',
  'client_version',
];
/** Rows of a file from which on one cut line, and duplicates of one row in 700, stay below one per cent. */
const ENOUGH_FOR_A_CUT = 200;
const ENOUGH_FOR_DUPLICATES = 1000;

/**
 * product/events_{month}.parquet for past months and product/events_{date}.jsonl.gz for the days of the last one, each with
 * the events received in it. One month is simulated at a time, so memory does not grow with the months; events received
 * in a later file wait in `demo_event`.
 */
export async function writeProductEvents(context: DemoContext): Promise<number> {
  const { session, calendar } = context;
  await session.run(`
    create or replace temp table demo_event (event_id bigint, occurred_at timestamp, received_at timestamp, n bigint,
      user_no bigint, name_no utinyint, has_left boolean, copy utinyint, file_on date)`);
  const mean = await eventsPerActiveDay(context);
  const tally = new ProductEventTally(context);
  const newColumnFrom = calendar.months[Math.floor(calendar.months.length / 2)]?.month ?? '';
  for (const period of calendar.months) {
    await makeProductEvents(context, period, mean);
    const files = filesOf(context, period);
    if (context.mess) await plantCopies(context, files);
    for (const file of files) await writeOne(context, tally, file, period.month >= newColumnFrom);
    await keepLater(session, period.to);
  }
  await session.run('drop table demo_event');
  return tally.finish(`product/events_${newColumnFrom}.parquet`);
}

/** Keeps the events of later files, in a new table: deleted rows would stay in memory. */
async function keepLater(session: Session, from: string): Promise<void> {
  await session.run(
    `create or replace temp table demo_event_later as select * from demo_event where file_on >= date '${from}'`,
  );
  await session.run('drop table demo_event');
  await session.run('alter table demo_event_later rename to demo_event');
}

interface EventFile {
  readonly path: string;
  readonly from: string;
  readonly to: string;
  readonly daily: boolean;
}

function filesOf({ calendar }: DemoContext, period: Period): EventFile[] {
  if (period !== calendar.months.at(-1))
    return [
      { path: `product/events_${period.month}.parquet`, from: period.from, to: period.to, daily: false },
    ];
  const files: EventFile[] = [];
  for (let day = period.from; day < period.to; day = addDays(day, 1))
    files.push({ path: `product/events_${day}.jsonl.gz`, from: day, to: addDays(day, 1), daily: true });
  return files;
}

/** Writes some events twice into their file and some others again into the next file. */
async function plantCopies({ session }: DemoContext, files: readonly EventFile[]): Promise<void> {
  for (const { from, to } of files) {
    const here = `copy = 0 and file_on >= date '${from}' and file_on < date '${to}'`;
    await session.run(`
      insert into demo_event
      select * replace (1 as copy) from demo_event where ${here} and hash(event_id) % 700 = 3
        and (select count(*) from demo_event where ${here}) >= ${ENOUGH_FOR_DUPLICATES}
      union all
      select * replace (2 as copy, date '${to}' as file_on) from demo_event where ${here} and hash(event_id) % 900 = 5`);
  }
}

async function writeOne(
  context: DemoContext,
  tally: ProductEventTally,
  file: EventFile,
  withVersion: boolean,
): Promise<void> {
  const rows = `demo_event where file_on >= date '${file.from}' and file_on < date '${file.to}'`;
  const counts = await tally.count(file.path, rows);
  if (!file.daily) {
    const columns = withVersion ? COLUMNS : COLUMNS.slice(0, -1);
    // Sorted as numbers and made text of afterwards: a month of texts would not fit the memory.
    const sorted = `(select event_id, occurred_at, received_at, n, user_no, name_no, copy from ${rows} order by received_at, event_id, copy)`;
    await writeFile(context, file.path, 'parquet', `select ${columns.join(', ')} from (${typed(sorted)})`);
    return;
  }
  const cut = context.mess && counts >= ENOUGH_FOR_A_CUT && Number(file.from.slice(8)) % 9 === 4;
  const lines = `select received_at, event_id, copy, line from (
    select *, ${jsonLine(COLUMNS)} as line from (
      select * replace (${isoTimestamp('occurred_at')} as occurred_at, ${isoTimestamp('received_at')} as received_at) from (${typed(rows)})))`;
  // A transfer that broke and was taken up again: the first event's line begins, stops, and comes whole on the next line.
  const broken = cut
    ? `union all (select received_at, event_id, -1, left(line, 40) from (${lines}) order by received_at, event_id, copy limit 1)`
    : '';
  await writeFile(
    context,
    file.path,
    'lines_gz',
    `select line from (${lines} ${broken}) order by received_at, event_id, copy`,
  );
  if (cut) tally.cut(file.path);
}

function typed(rows: string): string {
  return `
    select
      event_id, occurred_at, received_at,
      ${workspaceId()} as workspace_id,
      ${userId()} as user_id,
      ${NAMES}[name_no + 1] as event_name,
      '4.' || (month(received_at) + 2 * year(received_at) - 4040) as client_version,
      copy
    from ${rows}`;
}
