import type { AppContext } from './context.ts';
import type { RunReport } from './execute-plan.ts';
import type { BandSummary } from './summary-scores.ts';

/** What the published scores of a run's day come to. */
export interface RunOutlook {
  readonly scores: readonly { readonly score: string; readonly bands: readonly BandSummary[] }[];
  /** The account with most ARR in the worst band of the first score, if there is one. */
  readonly riskiest: string | null;
}

/**
 * Reads from the serving file what a run has just published; null where it published nothing. The run has succeeded by then:
 * whatever hinders this reading must not make its exit code lie.
 */
export async function runOutlook(context: AppContext, report: RunReport): Promise<RunOutlook | null> {
  if (report.publish === null || report.score === null) return null;
  // Loaded only here: a run that found nothing new has nothing to look back at.
  const { withServing } = await import('./serving.ts');
  const { readBands, readRisks } = await import('./summary-scores.ts');
  const names = report.score.scores.map(({ score }) => score);
  const days = names.map((score_name) => ({ score_name, as_of: report.as_of }));
  const read = withServing(context, async (serving) => {
    const scores = [];
    for (const day of days) scores.push({ score: day.score_name, bands: await readBands(serving, day) });
    const [riskiest] = days[0] === undefined ? [] : await readRisks(serving, days[0], 1);
    return { scores, riskiest: riskiest?.account_id ?? null };
  });
  return read.catch(() => null);
}
