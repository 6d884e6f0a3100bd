import { SERVING_FILE, TABLES } from '../core/publish/layout.ts';
import { EXIT, fail } from '../errors.ts';
import type { Session } from '../ports/warehouse.ts';
import type { AppContext, CommandResult } from './context.ts';
import { fromProject, ownCommand } from './own-command.ts';
import { below } from './run-paths.ts';
import { type TargetFolder, withServing } from './serving.ts';
import { type BacktestSummary, readBacktest } from './summary-backtest.ts';
import { type BandSummary, type RiskyAccount, readBands, readRisks } from './summary-scores.ts';
import { summaryText } from './summary-text.ts';

/** What a CS leader wants to know of the latest snapshot. */
export interface Summary {
  readonly score_name: string;
  readonly as_of: string;
  readonly snapshot_id: string;
  /** Worst first, `unknown` last. */
  readonly bands: readonly BandSummary[];
  readonly at_risk: readonly RiskyAccount[];
  /** Null where the pipeline ran no back-test. */
  readonly backtest: BacktestSummary | null;
  readonly published: Published;
}

interface Published {
  /** Parquet, one folder a table; relative to the project, as the other paths here. */
  readonly tables: string;
  readonly serving_file: string;
  /** A command that shows the published scores without anything else installed. */
  readonly query: string;
}

const AT_RISK = 10;

/**
 * The latest snapshot in a few lines: accounts by band, the biggest at risk and why, what past renewals say about the score,
 * and where everything lies. Reads the serving file.
 * @throws HoldfastError nothingPublished.
 */
export function summary(context: AppContext): Promise<CommandResult<Summary>> {
  return withServing(context, async (serving, target) => {
    const latest = await latestScores(serving, target);
    const result = {
      ...latest,
      bands: await readBands(serving, latest),
      at_risk: await readRisks(serving, latest, AT_RISK),
      backtest: await readBacktest(serving, latest),
      published: published(context, target),
    };
    return { exitCode: EXIT.done, result, text: summaryText(result) };
  });
}

/** `health` if there is one, else the first score. */
async function latestScores(serving: Session, target: TargetFolder) {
  const [latest] = await serving.rows<Pick<Summary, 'score_name' | 'as_of' | 'snapshot_id'>>(
    `select score_name, as_of, snapshot_id from scores
     order by as_of desc, score_name <> 'health', score_name, snapshot_id limit 1`,
  );
  return latest ?? fail('nothingPublished', { path: target.path }, { hint: 'its scores are empty' });
}

function published(context: AppContext, target: TargetFolder): Published {
  const place = (path: string) => fromProject(context, below(target.path, path));
  return {
    tables: place(TABLES),
    serving_file: place(SERVING_FILE),
    query: ownCommand(context, 'show current_scores'),
  };
}
