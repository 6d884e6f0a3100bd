import { canonicalJson } from '../core/config/canonical-json.ts';
import type { Project } from '../core/config/project.ts';
import type { Plan } from '../core/plan/make-plan.ts';
import type { Fingerprints } from '../core/publish/snapshot-id-text.ts';
import { sha256 } from '../stages/sha256.ts';

/** What the published rows of a plan are made of, as hashes: the same on any machine that has the same things. */
export function fingerprints(plan: Plan, inputs: readonly object[], code: string): Fingerprints {
  return {
    inputs: sha256(canonicalJson(inputs)),
    code,
    configuration: sha256(canonicalJson(configuration(plan.project))),
    sql: sha256(plan.graph.nodes.map((node) => `${node.relation}\n${node.fingerprintText}`).join('\n')),
  };
}

/** Of the configuration, what can change a published row: not where files lie, nor how many threads there are. */
function configuration(project: Project): object {
  const { calendar, accounts, decisions, publish } = project.settings;
  return {
    settings: { calendar, accounts, decisions: decisions ?? null, publish },
    sources: project.sources.map(({ file: _file, ...source }) => source),
    models: project.models.map(({ relation, config: { unit_tests: _tests, ...config } }) => ({
      relation,
      config,
    })),
    scorecards: project.scorecards.map(({ card }) => card),
    actions: project.actions,
  };
}
