import type { ExitCode, Problem } from '../../errors.ts';

/** dbt's words for how a node ended, so that whatever reads its run_results.json reads ours. */
type NodeStatus = 'success' | 'error' | 'skipped' | 'warn' | 'no-op';

export interface NodeResult {
  readonly unique_id: string;
  readonly stage: string;
  readonly status: NodeStatus;
  readonly rows: number | null;
  /** Of exports that were read and tables that were published: their files. Of what was built: its values, uncompressed. */
  readonly bytes: number | null;
  /** Null where the nodes of a stage are not timed one by one. */
  readonly milliseconds: number | null;
  /** The most that the database held in memory while the node was at work: nodes run side by side, none has memory of its own. */
  readonly peak_memory_bytes: number | null;
  /** The most that it had spilled to disk meanwhile. */
  readonly spill_bytes: number | null;
  /** The most that the whole process had held in memory by the node's end. */
  readonly process_memory_bytes: number | null;
  readonly message: string | null;
}

export interface StageResult {
  readonly stage: string;
  readonly summary: string;
  readonly milliseconds: number;
}

/** What is known of a run before it begins. */
export interface RunHeader {
  readonly command: string;
  readonly target: string;
  readonly as_of: string | null;
  readonly engine_version: string;
  /** What was asked for, so that it can be asked for again; null for what `retry` doesn't do again. */
  readonly request: RunRequest | null;
}

/** A use case that works on the build file, with its options. */
export interface RunRequest {
  readonly use: 'run' | 'backfill';
  readonly options: object;
}

/** What a run's database may take, as it was asked for or follows from the machine; of the last attempt. */
export interface RunLimits {
  readonly threads: number;
  readonly memory_limit: string;
}

/** .holdfast/runs/<run_id>/run_results.json */
export interface RunRecord extends RunHeader {
  readonly run_id: string;
  readonly pid: number;
  /** `running` in the record of a run that was killed. */
  readonly status: 'running' | 'success' | 'error';
  readonly exit_code: ExitCode | null;
  readonly started_at: string;
  readonly finished_at: string | null;
  readonly snapshot_id: string | null;
  /** Null until the build file is opened. */
  readonly limits: RunLimits | null;
  readonly stages: readonly StageResult[];
  readonly results: readonly NodeResult[];
  readonly problems: readonly Problem[];
}

export interface RunEnd {
  readonly exitCode: ExitCode;
  readonly snapshotId?: string | null | undefined;
  readonly problems?: readonly Problem[] | undefined;
  /** What came of sources and published tables, which no event tells one by one. */
  readonly nodes?: readonly NodeResult[] | undefined;
}
