import { customerWeeks, WEEK_ID } from '../company/customer-weeks.ts';
import { crmId } from '../company/make-accounts.ts';
import type { DemoContext } from '../demo-context.ts';
import { plantFault } from '../plant-faults.ts';
import { between, pick, uniform } from '../random.ts';
import { newestFile, writeRows } from '../write-rows.ts';

const COLUMNS = ['signal_id', 'account_id', 'kind', 'strength', 'noted_at'];
const BAD = ['competitor_evaluated', 'competitor_mentioned', 'layoffs', 'leadership_change'];
const GOOD = ['funding_round', 'expansion_news'];
/** Chances a week. News about a company tells little of how it fares with us. */
const BAD_NEWS = '0.008 * exp(-0.35 * health)';
const GOOD_NEWS = '0.005 * exp(0.25 * health)';

/** crm/market_signals_{month}.csv, half-yearly: news about a customer and its market, weakly tied to its health. */
export async function writeCrmMarketSignals(context: DemoContext): Promise<void> {
  const drawn = `${uniform('market', WEEK_ID)} < ${BAD_NEWS} + ${GOOD_NEWS}`;
  await context.session.run(`
    create or replace temp table demo_rows as
    with noted as (${customerWeeks(context, { drawn, day: 'market' })})
    select
      'crm/market_signals_' || p.month || '.csv' as file,
      row_number() over (partition by p.month order by day, id) * 2 as seq,
      cast(null as varchar) as fault,
      'MS-' || id as signal_id,
      ${crmId()} as account_id,
      case when ${uniform('market', 'id')} < ${BAD_NEWS} then ${pick(BAD, 'marketKind', 'id')}
        else ${pick(GOOD, 'marketKind', 'id')} end as kind,
      ${between('marketKind', 1, 3, '(id * 2 + 1)')} as strength,
      strftime(day + to_hours(11), '%Y-%m-%d %H:%M:%S') as noted_at
    from noted join demo_period as p on p.size = 'half' and day >= p.from_day and day < p.to_day`);
  await plantFault(context, {
    kind: 'impossible_date',
    first: 105,
    every: 500,
    set: `noted_at = '2025-02-30 11:00:00'`,
  });
  await writeRows(context, {
    source: 'crm__market_signals',
    style: 'csv',
    columns: COLUMNS,
    key: 'signal_id',
    bom: true,
    newest: newestFile(context, 'half', 'crm/market_signals_', '.csv'),
  });
}
