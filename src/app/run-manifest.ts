import type { Plan } from '../core/plan/make-plan.ts';
import { sha256 } from '../stages/sha256.ts';

/** What a run is about to do, for its record: the nodes with what they depend on, in the form of dbt's manifest. */
export function runManifest(
  plan: Pick<Plan, 'pipeline' | 'steps' | 'dates' | 'selection' | 'project' | 'graph'>,
) {
  const { project, graph } = plan;
  return {
    project: project.settings.name,
    pipeline: plan.pipeline,
    steps: plan.steps,
    dates: plan.dates,
    selection: plan.selection,
    sources: project.sources.map(({ relation, kind, file }) => ({ unique_id: relation, kind, file })),
    nodes: graph.nodes.map(({ relation, model, dependsOn, ownText }) => ({
      unique_id: relation,
      file: model.file,
      materialized: model.materialized,
      depends_on: dependsOn,
      checksum: sha256(ownText),
    })),
    checks: graph.checks.map(({ check, dependsOn }) => ({
      unique_id: `check.${check.name}`,
      file: check.file,
      depends_on: dependsOn,
    })),
    scores: project.scorecards.map(({ card }) => ({
      unique_id: `scores.${card.name}`,
      version: card.version,
    })),
  };
}
