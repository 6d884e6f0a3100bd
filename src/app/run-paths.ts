import { isAbsolute, join, resolve } from 'node:path';
import type { PipelineFile } from '../core/config/pipeline-schema.ts';

/** Where a run of one target keeps its things. Targets share nothing: a dev run can't touch what prod has built. */
export interface RunPaths {
  readonly lock: string;
  readonly buildFile: string;
  /** DuckDB spills here. */
  readonly temp: string;
  /** The one folder that stays writable by SQL once the door is shut. */
  readonly staging: string;
  readonly sources: string;
  readonly publish: string;
}

export function runPaths(
  projectDir: string,
  settings: PipelineFile,
  target: { name: string; path: string },
): RunPaths {
  const own = join(projectDir, '.holdfast', target.name);
  return {
    lock: join(own, 'lock'),
    buildFile: join(own, 'build.duckdb'),
    temp: join(own, 'temp'),
    staging: join(own, 'staging'),
    sources: within(projectDir, settings.sources.path),
    publish: within(projectDir, target.path),
  };
}

/** A path of the configuration: relative ones start from the project, absolute ones are taken as they are. */
function within(projectDir: string, path: string): string {
  return isAbsolute(path) ? path : resolve(projectDir, path);
}
