import type { NodeResult } from '../adapters/project/run-record.ts';
import type { RunReport } from './execute-plan.ts';

/** What became of sources and published tables, for the run record, of which no event told: those that needed no work. */
export function reportNodes({ extract, publish }: Pick<RunReport, 'extract' | 'publish'>): NodeResult[] {
  const unmeasured = { peak_memory_bytes: null, spill_bytes: null, process_memory_bytes: null };
  const untimed = { milliseconds: null, ...unmeasured, message: null };
  const sources = (extract?.sources ?? []).map(({ source, files, rows }) => ({
    ...untimed,
    unique_id: source,
    stage: 'extract',
    status: sourceStatus(files.loaded, rows.rejected),
    rows: rows.loaded,
    bytes: null,
  }));
  const tables = (publish?.tables ?? []).map(({ name, rows, bytes }) => ({
    ...untimed,
    unique_id: `published.${name}`,
    stage: 'publish',
    status: 'success' as const,
    rows,
    bytes,
  }));
  return [...sources, ...tables];
}

function sourceStatus(loaded: number, rejected: number): 'success' | 'warn' | 'no-op' {
  if (loaded === 0) return 'no-op';
  return rejected === 0 ? 'success' : 'warn';
}
