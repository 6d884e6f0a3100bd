import { type Problem, problem } from '../../errors.ts';
import { didYouMean } from '../config/nearest.ts';
import type { ModelDefinition, PartialProject } from '../config/project.ts';
import type { YamlDocument, YamlPath } from '../config/yaml-document.ts';
import { type RelationColumn, relationColumns } from './relation-columns.ts';

interface Relationship {
  /** `<schema>.<relation>` that it leads to. */
  readonly to: string;
  readonly column: string;
  /** Where it stands in the model's yml. */
  readonly path: YamlPath;
}

/** What relationships may lead to. */
interface Targets {
  readonly project: PartialProject;
  readonly columns: ReadonlyMap<string, readonly RelationColumn[]>;
}

/**
 * Refuses `relationships` checks that lead nowhere: to a relation that is not there, or to a column that it lacks. Without this a
 * slip would show in the middle of a run.
 */
export function checkRelationships(
  project: PartialProject,
  documents: ReadonlyMap<string, YamlDocument>,
): Problem[] {
  const targets = { project, columns: relationColumns(project) };
  return project.models.flatMap((model) => {
    const document = documents.get(model.configFile);
    return document ? relationshipsOf(model).flatMap((one) => missing(one, document, targets)) : [];
  });
}

function relationshipsOf({ config }: ModelDefinition): Relationship[] {
  return config.columns.flatMap(({ checks }, column) =>
    checks.flatMap((check, index) => {
      if (typeof check === 'string' || !('relationships' in check)) return [];
      return [{ ...check.relationships, path: ['columns', column, 'checks', index, 'relationships'] }];
    }),
  );
}

function missing(
  { to, column, path }: Relationship,
  document: YamlDocument,
  { project, columns }: Targets,
): Problem[] {
  const there = columns.get(to)?.map(({ name }) => name);
  if (there?.includes(column) || project.unreadable.includes(to)) return [];
  if (there === undefined) {
    const hint = project.disabled.includes(to)
      ? 'its model is switched off by disabled_tags in pipeline.yml'
      : didYouMean(to, columns.keys());
    return [problem('unknownRelation', { relation: to }, { ...document.place([...path, 'to']), hint })];
  }
  const hint = didYouMean(column, there) ?? `it has ${there.join(', ')}`;
  const place = { ...document.place([...path, 'column']), hint };
  return [problem('relationshipColumn', { relation: to, column }, place)];
}
