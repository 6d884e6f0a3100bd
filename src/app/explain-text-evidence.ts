import type { FeatureEvidence } from './explain-evidence.ts';
import { clip, TEXT_WIDTH, textTable } from './text-table.ts';

/** The rows behind the features, each with where it stands. */
export function evidenceLines(evidence: readonly FeatureEvidence[]): string[] {
  if (evidence.length === 0) return ['', 'No query of sql/evidence tells what is behind this score.'];
  return evidence.flatMap(({ feature, rows, more }) => {
    const head = `behind ${feature}${more ? `, the first ${rows.length}` : ''}`;
    if (rows.length === 0) return ['', `${head}: nothing`];
    const names = Object.keys(rows[0]?.values ?? {});
    const columns = [...names.map((name) => ({ head: name, max: 28 })), { head: 'where it stands' }];
    const cells = rows.map(({ values, path, record, line }) => [
      ...names.map((name) => String(values[name] ?? '')),
      line === null ? `${path}, record ${record}` : `${path}:${line}`,
    ]);
    return ['', head, ...textTable(columns, cells, '  ').map((row) => clip(row, TEXT_WIDTH + 60))];
  });
}
