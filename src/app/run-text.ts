import type { RunReport } from './execute-plan.ts';
import { count } from './words.ts';

/** What a run did, in a few lines for a person. */
export function runText(report: RunReport): string {
  const name = `snapshot ${report.snapshot_id.slice(0, 12)} of ${report.as_of}`;
  if (report.status === 'already_published') return `${name} is published already: nothing to do`;
  const lines = [
    report.extract && `loaded ${count(report.extract.totals.loaded)} files`,
    report.transform && `built ${report.transform.dates.length} as-of dates`,
    report.publish && `published ${name} to ${report.publish.location}`,
  ];
  return lines.filter((line) => line !== null).join('\n') || `${report.pipeline}: done`;
}
