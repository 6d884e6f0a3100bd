import { workspaceId } from '../company/make-accounts.ts';
import { weekOf } from '../company/make-health.ts';
import { userId } from '../company/make-users.ts';
import { firstOfMonth } from '../demo-calendar.ts';
import type { DemoContext } from '../demo-context.ts';
import { normal, uniform } from '../random.ts';
import { writeFile } from '../write-files.ts';
import { headed, writeRows } from '../write-rows.ts';
import { isoTimestamp, workingTime } from './sql-text.ts';

const SOURCE = 'surveys__nps';
const COLUMNS = ['response_id', 'workspace_id', 'user_id', 'score', 'responded_at'];
const ID = '(user_no * 64 + campaign)';

interface Campaign {
  readonly number: number;
  readonly sent: string;
  readonly delivered: string;
}

/** Stands in the list so that there is one before the first campaign was delivered; nobody is asked in it. */
const NO_CAMPAIGN: Campaign = { number: -1, sent: '1900-01-01', delivered: '' };

/**
 * surveys/nps_{date}.csv: a campaign in every second month of a quarter, delivered on the first of the next. One delivery
 * came empty, and its answers eleven weeks late under the later date.
 */
export async function writeSurveyNps(context: DemoContext): Promise<void> {
  const campaigns = campaignsOf(context);
  const late = context.mess ? campaigns[Math.floor(campaigns.length / 2)] : undefined;
  const listed = [NO_CAMPAIGN, ...campaigns];
  const cases = listed
    .map(({ number, delivered }) => `when ${number} then 'surveys/nps_${delivered}.csv'`)
    .join(' ');
  await context.session.run(`
    create or replace temp table demo_rows as
    with asked as (
      select
        u.*, c.campaign, ${ID} as id, c.sent + cast(floor(20 * ${uniform('npsDay', ID)}) as integer) as day
      from demo_user as u, (values ${listed.map((c) => `(${c.number}, date '${c.sent}')`).join(', ')}) as c(campaign, sent)
      where campaign >= 0 and ${uniform('nps', ID)} < 0.12 and user_kind = 'customer'
    ),
    answered as (
      select a.*, ${workingTime('day', uniform('npsDay', 'id'))} as answered_at, least(10, greatest(0, cast(round(
        7.3 + 1.5 * h.health + 0.9 * ${normal('npsBias', 'a.user_no')} + 1.2 * ${normal('npsScore', 'id')}) as integer))) as score
      from asked as a
      join demo_life as l on l.n = a.n and day >= a.created_on and day < coalesce(a.deactivated_on, date '9999-12-31')
        and day < coalesce(l.left_on, date '9999-12-31')
      join demo_health as h on h.n = a.n and h.w = ${weekOf('day', context)}
    )
    select
      case campaign ${cases} end as file,
      row_number() over (order by answered_at, id) as seq,
      cast(null as varchar) as fault,
      'NPS-' || id as response_id,
      ${workspaceId()} as workspace_id,
      ${userId()} as user_id,
      score,
      ${isoTimestamp('answered_at')} as responded_at
    from answered`);
  if (late !== undefined) await delay(context, late);
  const newest = `surveys/nps_${context.calendar.months.at(-1)?.from}.csv`;
  await writeRows(context, { source: SOURCE, style: 'csv', columns: COLUMNS, key: 'response_id', newest });
}

function campaignsOf({ calendar }: DemoContext): Campaign[] {
  return calendar.months
    .filter(({ from }) => Number(from.slice(5, 7)) % 3 === 2)
    .map(({ from }, number) => ({ number, sent: `${from.slice(0, 8)}05`, delivered: firstOfMonth(from, 1) }))
    .filter(({ delivered }) => delivered < calendar.end);
}

/** Writes the delivery with its header alone and moves its answers to a later one. */
async function delay(context: DemoContext, { delivered }: Campaign): Promise<void> {
  const { session, calendar, tally } = context;
  const empty = `surveys/nps_${delivered}.csv`;
  const arrival = firstOfMonth(delivered, 2).replace(/01$/, '20');
  if (arrival >= calendar.end) return;
  const late = `surveys/nps_${arrival}.csv`;
  const count = await session.run(
    `update demo_rows set file = '${late}', fault = 'late_row' where file = '${empty}'`,
  );
  await writeFile(context, empty, 'csv', `select ${headed(COLUMNS, false)} from demo_rows where false`);
  tally.source({ source: SOURCE, files: 1, records: 0, keys: 0, repeats: 0, rejects: 0 });
  tally.mess({ kind: 'empty_file', source: SOURCE, count: 1, unit: 'files', files: [empty] });
  tally.mess({ kind: 'late_file', source: SOURCE, count: count > 0 ? 1 : 0, unit: 'files', files: [late] });
}
