import type { Actions } from './actions-schema.ts';
import type { CheckFile, Materialisation, ModelFile, SeedTable } from './model-schema.ts';
import type { PipelineFile, RunFile } from './pipeline-schema.ts';
import type { Scorecard } from './scorecard-schema.ts';
import type { SourceDefinition } from './source-definition.ts';

/** Folder of a model below models/, and the schema of its relation. */
export const LAYERS = ['staging', 'intermediate', 'features', 'marts'] as const;
export type Layer = (typeof LAYERS)[number];

export interface ModelDefinition {
  /** File name without its ending, and the relation's name. */
  readonly name: string;
  readonly layer: Layer;
  /** `<layer>.<name>` */
  readonly relation: string;
  readonly file: string;
  readonly configFile: string;
  /** The file's text, or what a TypeScript model compiled to. */
  readonly sql: string;
  /** Of a TypeScript model: the text that it is written in. */
  readonly module?: string;
  readonly config: ModelFile;
  readonly materialized: Materialisation;
}

export interface SeedDefinition extends SeedTable {
  /** `seeds.<name>` */
  readonly relation: string;
  /** seeds/<name>.csv */
  readonly file: string;
  /** The file's text: seeds are small, and their text is part of the code's fingerprint. */
  readonly text: string;
}

export interface MacroDefinition {
  readonly name: string;
  readonly file: string;
  readonly sql: string;
}

export interface CheckDefinition {
  readonly name: string;
  readonly file: string;
  readonly sql: string;
  readonly config: CheckFile;
}

export interface ScorecardDefinition {
  readonly file: string;
  readonly card: Scorecard;
}

/** A project as far as it could be read: `validate` goes on with what there is, to find more. */
export interface PartialProject extends Omit<Project, 'settings'> {
  /** Null while pipeline.yml is broken. */
  readonly settings: PipelineFile | null;
  /** Models that are there but whose yml is broken, and raw.<system>__* of broken sources: not unknown, only unreadable. */
  readonly unreadable: readonly string[];
  /** Relations of models that `disabled_tags` of pipeline.yml switches off. */
  readonly disabled: readonly string[];
}

/** A whole project, checked as far as its YAML goes; serialisable, never changed. */
export interface Project {
  readonly settings: PipelineFile;
  readonly pipelines: Readonly<Record<string, RunFile>>;
  readonly sources: readonly SourceDefinition[];
  readonly seeds: readonly SeedDefinition[];
  readonly models: readonly ModelDefinition[];
  readonly macros: readonly MacroDefinition[];
  readonly checks: readonly CheckDefinition[];
  readonly scorecards: readonly ScorecardDefinition[];
  /** What follows from the scores. */
  readonly actions: Actions;
}
