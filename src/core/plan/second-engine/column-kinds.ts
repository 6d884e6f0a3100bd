import type { PartialProject } from '../../config/project.ts';
import { readSqlTree } from '../sql-tree.ts';
import { type Kind, kindOfType } from './expression-kinds.ts';

/**
 * Kinds of the columns that a statement's relations have, by name, from what the yml of models, sources and seeds say. Null for
 * a name that has different kinds in different relations.
 */
export function columnKinds(
  tree: unknown,
  project: Pick<PartialProject, 'models' | 'sources' | 'seeds'>,
): ReadonlyMap<string, Kind | null> {
  const read = new Set(readSqlTree(tree).relations.map(({ schema, name }) => `${schema}.${name}`));
  const columns = [
    ...project.models.map(({ relation, config }) => ({ relation, columns: config.columns })),
    ...project.sources,
    ...project.seeds,
    { relation: 'spine.account_as_of', columns: SPINE_COLUMNS },
  ]
    .filter(({ relation }) => read.has(relation))
    .flatMap((source) => source.columns);
  const kinds = new Map<string, Kind | null>();
  for (const { name, type } of columns) {
    const kind = kindOfType(type);
    kinds.set(name, kinds.has(name) && kinds.get(name) !== kind ? null : kind);
  }
  return kinds;
}

const SPINE_COLUMNS = [
  { name: 'account_id', type: 'varchar' },
  { name: 'as_of', type: 'date' },
];
