import type { PartialProject } from '../config/project.ts';
import { rawColumns } from '../config/raw-columns.ts';
import { SPINE } from './project-graph.ts';

export interface RelationColumn {
  readonly name: string;
  /** SQL type as it is declared. */
  readonly type: string;
}

/** Columns of every relation that a model can read, as the sources, the seeds and the models' yml declare them. */
export function relationColumns(project: PartialProject): ReadonlyMap<string, readonly RelationColumn[]> {
  return new Map<string, readonly RelationColumn[]>([
    [
      SPINE,
      [
        { name: 'account_id', type: 'varchar' },
        { name: 'as_of', type: 'date' },
      ],
    ],
    ...project.sources.map((source) => [source.relation, rawColumns(source)] as const),
    ...project.seeds.map((seed) => [seed.relation, seed.columns] as const),
    ...project.models.map((model) => [model.relation, model.config.columns] as const),
  ]);
}
