import { problem } from '../../errors.ts';
import { checkFile, type Materialisation, modelFile } from './model-schema.ts';
import { didYouMean } from './nearest.ts';
import {
  type CheckDefinition,
  LAYERS,
  type Layer,
  type MacroDefinition,
  type ModelDefinition,
} from './project.ts';
import { fileStem, type ProjectReading } from './project-reading.ts';

const DEFAULT_MATERIALISATION: Readonly<Record<Layer, Materialisation>> = {
  staging: 'view',
  intermediate: 'table',
  features: 'as_of',
  marts: 'table',
};

/** Whether a file below models/ is a model in TypeScript; declarations and what lies outside the layers are not. */
export function isTypescriptModel(path: string): boolean {
  return /^models\/(staging|intermediate|features|marts)\/.+(?<!\.d)\.ts$/.test(path);
}

/** Every model with the yml beside it, layer by layer; `compiled` maps TypeScript models to their SQL. */
export function readModels(
  reading: ProjectReading,
  compiled: ReadonlyMap<string, string>,
): ModelDefinition[] {
  const all = LAYERS.flatMap((layer) =>
    reading
      .paths(new RegExp(`^models/${layer}/(.+/)?[^/]+(\\.sql|(?<!\\.d)\\.ts)$`))
      .flatMap((file) => readModel(reading, { layer, file, compiled })),
  );
  reading.expectUnique('model', all);
  return all;
}

function readModel(
  reading: ProjectReading,
  { layer, file, compiled }: { layer: Layer; file: string; compiled: ReadonlyMap<string, string> },
): ModelDefinition[] {
  const configFile = file.replace(/\.(sql|ts)$/, '.yml');
  const config = reading.config(modelFile, configFile);
  const name = fileStem(file);
  const relation = `${layer}.${name}`;
  const text = reading.text(file) ?? '';
  const module = file.endsWith('.ts') ? { module: text } : {};
  const sql = file.endsWith('.ts') ? compiled.get(file) : text;
  if (config === null || sql === undefined) {
    reading.unreadable.push(relation);
    return [];
  }
  const materialized = config.materialized ?? DEFAULT_MATERIALISATION[layer];
  return [{ name, layer, relation, file, configFile, sql, config, materialized, ...module }];
}

export function readMacros(reading: ProjectReading): MacroDefinition[] {
  return reading
    .paths(/^sql\/macros\/[^/]+\.sql$/)
    .map((file) => ({ name: fileStem(file), file, sql: reading.text(file) ?? '' }));
}

export function readChecks(reading: ProjectReading): CheckDefinition[] {
  return reading.paths(/^sql\/checks\/[^/]+\.sql$/).flatMap((file) => {
    const config = reading.config(checkFile, file.replace(/\.sql$/, '.yml'));
    return config === null ? [] : [{ name: fileStem(file), file, sql: reading.text(file) ?? '', config }];
  });
}

/** Reports each yml without its SQL, which would otherwise be passed over in silence. */
export function reportOrphans(reading: ProjectReading, models: readonly ModelDefinition[]): void {
  const sql = new Set(reading.paths(/\.(sql|ts)$/).map((path) => path.replace(/(?<!\.d)\.ts$/, '.sql')));
  const names = models.map((model) => model.name);
  const paired = /^(models\/(staging|intermediate|features|marts)\/|sql\/checks\/).*(?<!__sources)\.yml$/;
  for (const file of reading.paths(paired)) {
    const path = file.replace(/\.yml$/, '.sql');
    if (sql.has(path)) continue;
    const hint = didYouMean(fileStem(file), names);
    reading.problems.push(problem('missingFile', { path }, { file, line: 1, column: 1, hint }));
  }
}
