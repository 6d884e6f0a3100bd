import type { PreparedTable, PublishedTable } from '../../../core/publish/published-table.ts';
import { accountsTable } from './accounts.ts';
import type { ActionInputs } from './action-inputs.ts';
import { alertOccasions } from './alert-occasions.ts';
import { alertsTable } from './alerts.ts';
import { backtestMetricsTable } from './backtest-metrics.ts';
import { engagementPointsTable } from './engagement-points.ts';
import { type FeatureInputs, featuresTable } from './features.ts';
import { firedPlays, playsTable } from './plays.ts';
import { type DimensionInputs, scoreDimensionsTable } from './score-dimensions.ts';
import { type MeasureInputs, scoreMeasuresTable } from './score-measures.ts';
import { type ScorecardInputs, scorecardsTable } from './scorecards.ts';
import { scoresTable } from './scores.ts';
import { workQueueTable } from './work-queue.ts';

/** The tables that every snapshot publishes. Their names and columns are a contract with BI: add freely, rename nothing. */
export function publishedTables(
  inputs: FeatureInputs & ActionInputs & DimensionInputs & MeasureInputs & ScorecardInputs,
): PublishedTable[] {
  return [
    accountsTable(inputs),
    alertsTable(inputs),
    backtestMetricsTable(inputs),
    engagementPointsTable(inputs),
    featuresTable(inputs),
    playsTable(),
    scoreDimensionsTable(inputs),
    scoreMeasuresTable(inputs),
    scorecardsTable(inputs),
    scoresTable(inputs),
    workQueueTable(inputs),
  ];
}

/** What several of them go by, in the order in which it is made. */
export function preparedTables(inputs: ActionInputs): PreparedTable[] {
  return [alertOccasions(inputs), firedPlays(inputs)];
}
