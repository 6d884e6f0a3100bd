import type { PublishedTable } from '../../../core/publish/published-table.ts';
import { accountsTable } from './accounts.ts';
import type { ActionInputs } from './action-inputs.ts';
import { alertsTable } from './alerts.ts';
import { backtestMetricsTable } from './backtest-metrics.ts';
import { engagementPointsTable } from './engagement-points.ts';
import { type FeatureInputs, featuresTable } from './features.ts';
import { playsTable } from './plays.ts';
import { type DimensionInputs, scoreDimensionsTable } from './score-dimensions.ts';
import { scoreMeasuresTable } from './score-measures.ts';
import { type ScorecardInputs, scorecardsTable } from './scorecards.ts';
import { scoresTable } from './scores.ts';
import { workQueueTable } from './work-queue.ts';

/** The tables that every snapshot publishes. Their names and columns are a contract with BI: add freely, rename nothing. */
export function publishedTables(
  inputs: FeatureInputs & ActionInputs & DimensionInputs & ScorecardInputs,
): PublishedTable[] {
  return [
    accountsTable(inputs),
    alertsTable(inputs),
    backtestMetricsTable(inputs),
    engagementPointsTable(inputs),
    featuresTable(inputs),
    playsTable(inputs),
    scoreDimensionsTable(inputs),
    scoreMeasuresTable(inputs),
    scorecardsTable(inputs),
    scoresTable(inputs),
    workQueueTable(inputs),
  ];
}
