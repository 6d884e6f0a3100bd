import { type Problem, sortProblems } from '../../errors.ts';
import type { Environment } from './interpolate.ts';
import { pipelineFile, runFile } from './pipeline-schema.ts';
import type { PartialProject, Project } from './project.ts';
import { fileStem, ProjectReading } from './project-reading.ts';
import { readChecks, readMacros, readModels, reportOrphans } from './read-models.ts';
import { readActions, readScorecards, reportUnknownNames } from './read-scorecards.ts';
import { readSeeds, readSources } from './read-sources.ts';
import type { YamlDocument } from './yaml-document.ts';

export interface ParsedProject {
  /** Null when any file is not as it must be. */
  readonly project: Project | null;
  /** What could be read, even where other files are broken: `validate` goes on with it to find more. */
  readonly partial: PartialProject;
  readonly documents: ReadonlyMap<string, YamlDocument>;
  readonly problems: readonly Problem[];
}

/**
 * Reads every file of a project: YAML, variables, schemas, names. Every problem of every file is reported, sorted.
 * `files` maps paths relative to the project's root to their text, `compiled` those of TypeScript models to their SQL.
 */
export function parseProject(
  files: ReadonlyMap<string, string>,
  env: Environment,
  compiled: ReadonlyMap<string, string> = new Map(),
): ParsedProject {
  const reading = new ProjectReading(files, env);
  const settings = reading.config(pipelineFile, 'pipeline.yml');
  const models = readModels(reading, compiled);
  const off = models.filter(({ config }) => config.tags.some((tag) => settings?.disabled_tags.includes(tag)));
  const readable = {
    pipelines: readPipelines(reading),
    sources: readSources(reading),
    seeds: readSeeds(reading),
    models: models.filter((model) => !off.includes(model)),
    macros: readMacros(reading),
    checks: readChecks(reading),
    scorecards: readScorecards(reading),
    actions: readActions(reading),
  };
  const disabled = off.map((model) => model.relation);
  const partial: PartialProject = { settings, ...readable, unreadable: reading.unreadable, disabled };
  reportOrphans(reading, readable.models);
  reportUnknownNames(reading, partial);
  const { documents, problems } = reading;
  const failed = settings === null || problems.some((p) => p.severity === 'error');
  return {
    project: failed ? null : { settings, ...readable },
    partial,
    documents,
    problems: sortProblems(problems),
  };
}

function readPipelines(reading: ProjectReading): Project['pipelines'] {
  return Object.fromEntries(
    reading.paths(/^pipelines\/[^/]+\.yml$/).flatMap((file) => {
      const value = reading.config(runFile, file);
      return value === null ? [] : [[fileStem(file), value]];
    }),
  );
}
