import { type Problem, problem } from '../../errors.ts';
import { didYouMean } from '../config/nearest.ts';
import type { CheckNode } from './project-graph.ts';

/** A share is of rows that the query looks at: of any other relation it would mean nothing, and might not be built yet. */
export function checkTolerances(checks: readonly CheckNode[]): Problem[] {
  return checks.flatMap(({ check, dependsOn }) => {
    const { tolerate } = check.config;
    if (typeof tolerate === 'number' || dependsOn.length === 0 || dependsOn.includes(tolerate.of)) return [];
    const detail = `"${tolerate.of}" is not read by ${check.file}`;
    const hint = didYouMean(tolerate.of, dependsOn) ?? `it reads ${dependsOn.join(', ')}`;
    const file = check.file.replace(/\.sql$/, '.yml');
    return [problem('configInvalid', { path: 'tolerate.of', detail }, { file, hint })];
  });
}
