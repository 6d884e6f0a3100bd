import type { Project } from '../config/project.ts';
import { scorecardFeatures } from '../config/scorecard-features.ts';
import { type ProjectGraph, SPINE } from './project-graph.ts';

/** Something that a selector can name: what is built, scored or checked, and the sources and seeds it comes from. */
export interface SelectionNode {
  /** schema.name of a model, source or seed; scores.<name> of a scorecard; check.<name> of a query of sql/checks. */
  readonly id: string;
  readonly kind: 'source' | 'seed' | 'model' | 'scorecard' | 'check';
  /** What it is called without its schema. */
  readonly name: string;
  /** Path below the project, with forward slashes. */
  readonly file: string;
  readonly tags: readonly string[];
  /** Sources: the system whose export it is. */
  readonly system: string | null;
  readonly dependsOn: readonly string[];
}

export type SelectionProject = Pick<Project, 'settings' | 'sources' | 'seeds' | 'scorecards'>;

/**
 * Every node of a project. The spine is the engine's own and no node: what reads it depends on the model that says when
 * accounts are live.
 */
export function selectionNodes(graph: ProjectGraph, project: SelectionProject): SelectionNode[] {
  const { lifetimes, profile } = project.settings.accounts;
  const reads = (relations: readonly string[]): string[] =>
    [...new Set(relations.map((relation) => (relation === SPINE ? lifetimes : relation)))].sort();
  const node = (
    kind: SelectionNode['kind'],
    id: string,
    rest: Partial<SelectionNode> & { file: string },
  ): SelectionNode => {
    const name = id.slice(id.indexOf('.') + 1);
    return { id, kind, name, tags: [], system: null, dependsOn: [], ...rest };
  };
  return [
    ...project.sources.map(({ relation, file, tags, system }) =>
      node('source', relation, { file, tags, system }),
    ),
    ...project.seeds.map(({ relation, file }) => node('seed', relation, { file })),
    ...graph.nodes.map(({ relation, model, dependsOn }) =>
      node('model', relation, {
        file: model.file,
        tags: model.config.tags,
        dependsOn: reads(dependsOn),
      }),
    ),
    ...project.scorecards.map(({ file, card }) => {
      const features = scorecardFeatures(card).map(
        ({ feature }) => `features.${feature.split('.')[0] ?? ''}`,
      );
      return node('scorecard', `scores.${card.name}`, { file, dependsOn: reads([profile, ...features]) });
    }),
    ...graph.checks.map(({ check, dependsOn }) =>
      node('check', `check.${check.name}`, { file: check.file, dependsOn: reads(dependsOn) }),
    ),
  ];
}
