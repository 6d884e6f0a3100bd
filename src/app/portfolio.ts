import { EXIT, fail } from '../errors.ts';
import type { Session } from '../ports/warehouse.ts';
import type { AppContext, CommandResult } from './context.ts';
import { Readings } from './explain-readings.ts';
import { type Cause, readCauses } from './portfolio-causes.ts';
import { type GroupBy, type GroupRow, readGroups } from './portfolio-groups.ts';
import { type Migration, readMigration } from './portfolio-migration.ts';
import { type MeasureSpread, readMeasureSpreads, readSpread, type ScoreSpread } from './portfolio-spread.ts';
import { portfolioText } from './portfolio-text.ts';
import { withServing } from './serving.ts';

export interface PortfolioOptions {
  readonly score?: string | undefined;
  readonly asOf?: string | undefined;
  /** An earlier reading that bands are compared with. */
  readonly from?: string | undefined;
  readonly by?: GroupBy | undefined;
}

/** All customers at once. */
export interface Portfolio {
  readonly score_name: string;
  readonly as_of: string;
  readonly spread: ScoreSpread;
  readonly measures: readonly MeasureSpread[];
  /** Null without an earlier reading. */
  readonly migration: Migration | null;
  readonly by: GroupBy;
  readonly groups: readonly GroupRow[];
  readonly causes: readonly Cause[];
}

/**
 * The whole portfolio on one day: how scores and measures are spread, who changed band since an earlier reading, how groups of
 * accounts compare, and what the accounts of the worst band have in common. Reads the serving file.
 * @throws HoldfastError noReading, nothingPublished.
 */
export function portfolio(context: AppContext, options: PortfolioOptions): Promise<CommandResult<Portfolio>> {
  return withServing(context, async (serving) => {
    const readings = await Readings.open(serving, options.score);
    const day = { score_name: readings.score, as_of: await dayOf(serving, readings.score, options.asOf) };
    const by = options.by ?? 'segment';
    const result: Portfolio = {
      ...day,
      spread: await readSpread(serving, day),
      measures: await readMeasureSpreads(serving, day),
      migration: await readMigration(serving, day, options.from),
      by,
      groups: await readGroups(serving, day, by),
      causes: await readCauses(serving, day),
    };
    return { exitCode: EXIT.done, result, text: portfolioText(result) };
  });
}

async function dayOf(serving: Session, score: string, wanted: string | undefined): Promise<string> {
  const rows = await serving.rows<{ as_of: string }>(
    'select distinct cast(as_of as varchar) as as_of from scores where score_name = $1 order by as_of desc',
    [score],
  );
  const found = wanted === undefined ? rows[0] : rows.find(({ as_of }) => as_of === wanted);
  if (found) return found.as_of;
  const detail = `no ${score} scores are published as of ${wanted ?? 'any day'}`;
  const newest = rows[0] === undefined ? undefined : `try --as-of ${rows[0].as_of}`;
  return fail('noReading', { detail }, { hint: newest });
}
