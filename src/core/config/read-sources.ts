import { problem } from '../../errors.ts';
import { seedsFile } from './model-schema.ts';
import type { SeedDefinition } from './project.ts';
import type { ProjectReading } from './project-reading.ts';
import { checkSource } from './source-checks.ts';
import { defineSources, type SourceDefinition } from './source-definition.ts';
import { sourcesFile } from './source-schema.ts';

const SEEDS = 'seeds/seeds.yml';

/** The families of export files that models/staging declares, one file a system. */
export function readSources(reading: ProjectReading): SourceDefinition[] {
  const all = reading.paths(/^models\/staging\/[^/]+\/_[^/]+__sources\.yml$/).flatMap((file) => {
    const system = file.split('/')[2] ?? '';
    const value = reading.config(sourcesFile, file);
    if (value === null) {
      reading.unreadable.push(`raw.${system}__*`);
      return [];
    }
    reading.expectName(value.system, { expected: system, file, key: 'system' });
    return defineSources(value, file).map((source, index) => {
      const document = reading.documents.get(file);
      if (document) reading.problems.push(...checkSource(source, document, ['sources', index]));
      return source;
    });
  });
  reading.expectUnique('source', all);
  return all;
}

/** The reference tables that seeds.yml declares, with the text of their CSV files. */
export function readSeeds(reading: ProjectReading): SeedDefinition[] {
  if (reading.text(SEEDS) === undefined) return [];
  const value = reading.config(seedsFile, SEEDS);
  return (value?.seeds ?? []).flatMap((seed) => {
    const file = `seeds/${seed.name}.csv`;
    const text = reading.text(file);
    if (text !== undefined) return [{ ...seed, relation: `seeds.${seed.name}`, file, text }];
    reading.problems.push(problem('missingFile', { path: file }, { file: SEEDS }));
    return [];
  });
}
