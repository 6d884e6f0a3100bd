import { isAbsolute, join, resolve } from 'node:path';
import type { PipelineFile, Target } from '../core/config/pipeline-schema.ts';

/** Where a run of one target keeps its things. Targets share nothing: a dev run can't touch what prod has built. */
export interface RunPaths {
  readonly lock: string;
  readonly buildFile: string;
  /** DuckDB spills here. */
  readonly temp: string;
  /** The one folder that stays writable by SQL once the door is shut. */
  readonly staging: string;
  /** Exports that were fetched from a bucket. */
  readonly downloads: string;
  /** A folder, or s3://bucket/prefix. */
  readonly sources: string;
  /** A folder, or s3://bucket/prefix. */
  readonly publish: string;
}

export function runPaths(
  projectDir: string,
  settings: PipelineFile,
  target: Pick<Target, 'name' | 'path'>,
): RunPaths {
  const own = targetFolder(projectDir, target);
  return {
    lock: join(own, 'lock'),
    buildFile: join(own, 'build.duckdb'),
    temp: join(own, 'temp'),
    staging: join(own, 'staging'),
    downloads: join(own, 'downloads'),
    sources: within(projectDir, settings.sources.path),
    publish: within(projectDir, target.path),
  };
}

/** Everything that a target keeps on this machine: a cache, all of it. */
export function targetFolder(projectDir: string, { name }: Pick<Target, 'name'>): string {
  return join(projectDir, '.holdfast', name);
}

/** Whether a path of the configuration is in a bucket. */
export function isS3(path: string): boolean {
  return path.startsWith('s3://');
}

/** A path of the configuration: relative ones start from the project; absolute ones and buckets are taken as they are. */
export function within(projectDir: string, path: string): string {
  return isS3(path) || isAbsolute(path) ? path : resolve(projectDir, path);
}

/** A path below a folder or a bucket. */
export function below(place: string, path: string): string {
  return isS3(place) ? `${place.replace(/\/$/, '')}/${path}` : join(place, path);
}
