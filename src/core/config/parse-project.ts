import type { z } from 'zod';
import { type Problem, problem, sortProblems } from '../../errors.ts';
import { checkActions } from './actions-checks.ts';
import { type Actions, actionsFile } from './actions-schema.ts';
import type { Environment } from './interpolate.ts';
import { missingFileHint } from './missing-file-hint.ts';
import { checkFile, type Materialisation, modelFile, seedsFile } from './model-schema.ts';
import { didYouMean } from './nearest.ts';
import { parseConfig } from './parse-config.ts';
import { pipelineFile, runFile } from './pipeline-schema.ts';
import {
  type CheckDefinition,
  LAYERS,
  type Layer,
  type MacroDefinition,
  type ModelDefinition,
  type PartialProject,
  type Project,
  type ScorecardDefinition,
  type SeedDefinition,
} from './project.ts';
import { checkScorecard } from './scorecard-checks.ts';
import { checkScorecardFeatures } from './scorecard-features.ts';
import { scorecardFile } from './scorecard-schema.ts';
import { checkSource } from './source-checks.ts';
import { defineSources, type SourceDefinition } from './source-definition.ts';
import { sourcesFile } from './source-schema.ts';
import type { YamlDocument } from './yaml-document.ts';

export interface ParsedProject {
  /** Null when any file is not as it must be. */
  readonly project: Project | null;
  /** What could be read, even where other files are broken: `validate` goes on with it to find more. */
  readonly partial: PartialProject;
  readonly documents: ReadonlyMap<string, YamlDocument>;
  readonly problems: readonly Problem[];
}

/** What follows from the scores: alerts, plays, the queue, engagement points. */
const ACTIONS = 'models/scores/_actions.yml';

const DEFAULT_MATERIALISATION: Readonly<Record<Layer, Materialisation>> = {
  staging: 'view',
  intermediate: 'table',
  features: 'as_of',
  marts: 'table',
};

/**
 * Reads every file of a project: YAML, variables, schemas, names. Every problem of every file is reported, sorted.
 * `files` maps paths relative to the project's root to their text, `compiled` those of TypeScript models to their SQL.
 */
export function parseProject(
  files: ReadonlyMap<string, string>,
  env: Environment,
  compiled: ReadonlyMap<string, string> = new Map(),
): ParsedProject {
  return new ProjectReader(files, env, compiled).read();
}

/** Whether a file below models/ is a model in TypeScript; declarations and what lies outside the layers are not. */
export function isTypescriptModel(path: string): boolean {
  return /^models\/(staging|intermediate|features|marts)\/.+(?<!\.d)\.ts$/.test(path);
}

class ProjectReader {
  readonly #files: ReadonlyMap<string, string>;
  readonly #env: Environment;
  readonly #compiled: ReadonlyMap<string, string>;
  readonly #documents = new Map<string, YamlDocument>();
  readonly #problems: Problem[] = [];
  readonly #unreadable: string[] = [];

  constructor(files: ReadonlyMap<string, string>, env: Environment, compiled: ReadonlyMap<string, string>) {
    this.#files = files;
    this.#env = env;
    this.#compiled = compiled;
  }

  read(): ParsedProject {
    const settings = this.#config(pipelineFile, 'pipeline.yml');
    const all = this.#models();
    const off = all.filter(({ config }) => config.tags.some((tag) => settings?.disabled_tags.includes(tag)));
    const readable = {
      pipelines: Object.fromEntries(this.#pipelines()),
      sources: this.#sources(),
      seeds: this.#seeds(),
      models: all.filter((model) => !off.includes(model)),
      macros: this.#macros(),
      checks: this.#checks(),
      scorecards: this.#scorecards(),
      actions: this.#actions(),
    };
    const disabled = off.map((model) => model.relation);
    const partial: PartialProject = { settings, ...readable, unreadable: this.#unreadable, disabled };
    this.#orphans(partial);
    this.#scorecardFeatures(partial);
    this.#actionNames(partial);
    const whole = settings === null ? null : { settings, ...readable };
    const failed = this.#problems.some((p) => p.severity === 'error');
    const problems = sortProblems(this.#problems);
    return { project: failed ? null : whole, partial, documents: this.#documents, problems };
  }

  #paths(pattern: RegExp): string[] {
    return [...this.#files.keys()].filter((path) => pattern.test(path)).sort();
  }

  #config<S extends z.ZodType>(schema: S, file: string): z.infer<S> | null {
    const text = this.#files.get(file);
    if (text === undefined) {
      this.#problems.push(problem('missingFile', { path: file }, { file, hint: missingFileHint(file) }));
      return null;
    }
    const parsed = parseConfig(schema, { file, text }, this.#env);
    if (parsed.document) this.#documents.set(file, parsed.document);
    this.#problems.push(...parsed.problems);
    return parsed.value;
  }

  #pipelines(): [string, z.infer<typeof runFile>][] {
    return this.#paths(/^pipelines\/[^/]+\.yml$/).flatMap((file) => {
      const value = this.#config(runFile, file);
      return value === null ? [] : [[stem(file), value]];
    });
  }

  #sources(): SourceDefinition[] {
    const all = this.#paths(/^models\/staging\/[^/]+\/_[^/]+__sources\.yml$/).flatMap((file) => {
      const value = this.#config(sourcesFile, file);
      if (value === null) {
        this.#unreadable.push(`raw.${file.split('/')[2] ?? ''}__*`);
        return [];
      }
      this.#expectName(value.system, file.split('/')[2] ?? '', file);
      return defineSources(value, file).map((source, index) => {
        const document = this.#documents.get(file);
        if (document) this.#problems.push(...checkSource(source, document, ['sources', index]));
        return source;
      });
    });
    this.#unique(
      'source',
      all.map((s) => ({ name: s.relation, file: s.file })),
    );
    return all;
  }

  #seeds(): SeedDefinition[] {
    if (!this.#files.has('seeds/seeds.yml')) return [];
    const value = this.#config(seedsFile, 'seeds/seeds.yml');
    return (value?.seeds ?? []).flatMap((seed) => {
      const file = `seeds/${seed.name}.csv`;
      const text = this.#files.get(file);
      if (text === undefined)
        this.#problems.push(problem('missingFile', { path: file }, { file: 'seeds/seeds.yml' }));
      return text === undefined ? [] : [{ ...seed, relation: `seeds.${seed.name}`, file, text }];
    });
  }

  #models(): ModelDefinition[] {
    const all = LAYERS.flatMap((layer) =>
      this.#paths(new RegExp(`^models/${layer}/(.+/)?[^/]+(\\.sql|(?<!\\.d)\\.ts)$`)).flatMap((file) =>
        this.#model(layer, file),
      ),
    );
    this.#unique(
      'model',
      all.map((m) => ({ name: m.relation, file: m.file })),
    );
    return all;
  }

  #model(layer: Layer, file: string): ModelDefinition[] {
    const configFile = file.replace(/\.(sql|ts)$/, '.yml');
    const config = this.#config(modelFile, configFile);
    const modelName = stem(file);
    const text = this.#files.get(file) ?? '';
    const sql = file.endsWith('.ts') ? this.#compiled.get(file) : text;
    if (config === null || sql === undefined) {
      this.#unreadable.push(`${layer}.${modelName}`);
      return [];
    }
    const materialized = config.materialized ?? DEFAULT_MATERIALISATION[layer];
    return [
      {
        name: modelName,
        layer,
        relation: `${layer}.${modelName}`,
        file,
        configFile,
        sql,
        config,
        materialized,
        ...(file.endsWith('.ts') ? { module: text } : {}),
      },
    ];
  }

  #macros(): MacroDefinition[] {
    return this.#paths(/^sql\/macros\/[^/]+\.sql$/).map((file) => ({
      name: stem(file),
      file,
      sql: this.#files.get(file) ?? '',
    }));
  }

  #checks(): CheckDefinition[] {
    return this.#paths(/^sql\/checks\/[^/]+\.sql$/).flatMap((file) => {
      const config = this.#config(checkFile, file.replace(/\.sql$/, '.yml'));
      return config === null ? [] : [{ name: stem(file), file, sql: this.#files.get(file) ?? '', config }];
    });
  }

  #scorecards(): ScorecardDefinition[] {
    return this.#paths(/^models\/scores\/[^/_][^/]*\.yml$/).flatMap((file) => {
      const card = this.#config(scorecardFile, file);
      if (card === null) return [];
      this.#expectName(card.name, stem(file), file);
      const document = this.#documents.get(file);
      if (document) this.#problems.push(...checkScorecard(card, document));
      return [{ file, card }];
    });
  }

  /** Without the file everything is as the schema says. */
  #actions(): Actions {
    const written = this.#files.has(ACTIONS) ? this.#config(actionsFile, ACTIONS) : null;
    return written ?? actionsFile.parse({});
  }

  #actionNames(project: PartialProject): void {
    const document = this.#documents.get(ACTIONS);
    if (document && project.unreadable.length === 0)
      this.#problems.push(...checkActions(project.actions, project, document.place));
  }

  /** Features of a model whose yml is broken can't be told from unknown ones: then nothing is said of any. */
  #scorecardFeatures({ models, scorecards, unreadable }: PartialProject): void {
    if (unreadable.some((relation) => relation.startsWith('features.'))) return;
    const features = models.filter((model) => model.layer === 'features');
    const known = new Set(
      features.flatMap(({ name, config }) => config.columns.map((column) => `${name}.${column.name}`)),
    );
    for (const { file, card } of scorecards) {
      const document = this.#documents.get(file);
      if (document) this.#problems.push(...checkScorecardFeatures(card, known, document.place));
    }
  }

  /** A yml without its SQL would otherwise be passed over in silence. */
  #orphans(project: PartialProject): void {
    const sql = new Set([...this.#files.keys()].map((path) => path.replace(/(?<!\.d)\.ts$/, '.sql')));
    const paired = /^(models\/(staging|intermediate|features|marts)\/|sql\/checks\/)/;
    for (const file of this.#paths(paired).filter(
      (path) => path.endsWith('.yml') && !path.endsWith('__sources.yml'),
    )) {
      const partner = file.replace(/\.yml$/, '.sql');
      if (sql.has(partner)) continue;
      const hint = didYouMean(
        stem(file),
        project.models.map((model) => model.name),
      );
      this.#problems.push(problem('missingFile', { path: partner }, { file, line: 1, column: 1, hint }));
    }
  }

  #expectName(actual: string, expected: string, file: string): void {
    if (actual === expected) return;
    const place = this.#documents.get(file)?.place([file.endsWith('__sources.yml') ? 'system' : 'name']) ?? {
      file,
    };
    this.#problems.push(problem('nameMismatch', { name: actual, expected }, place));
  }

  #unique(kind: string, items: readonly { name: string; file: string }[]): void {
    const seen = new Map<string, string>();
    for (const { name, file } of items) {
      const other = seen.get(name);
      if (other !== undefined) this.#problems.push(problem('duplicateName', { kind, name, other }, { file }));
      else seen.set(name, file);
    }
  }
}

function stem(path: string): string {
  return path.replace(/^.*\//, '').replace(/\.[^.]+$/, '');
}
