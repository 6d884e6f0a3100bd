import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Mask, maskedJson } from '../../core/config/masked-json.ts';
import type { ExitCode, Problem } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Events, RunEvent } from '../../ports/events.ts';
import { LineFile, makeRunFolder, ReplacedFile } from './run-folder.ts';
import { RunNotes } from './run-notes.ts';
import type { RunEnd, RunHeader, RunLimits, RunRecord } from './run-record.ts';
import { RESULTS_FILE } from './run-records.ts';

export interface RecordSettings {
  readonly projectDir: string;
  readonly clock: Clock;
  readonly mask: Mask;
  /** Where events go on to. */
  readonly events: Events;
  /** What the run is about to do, for manifest.json. */
  readonly manifest: object;
}

/** These ends are no failures: done, and nothing new. */
const GOOD_ENDS: readonly ExitCode[] = [0, 99];
/** Of progress within a stage events.ndjson keeps one line in so many milliseconds. */
const PROGRESS_EVERY = 1_000;

/**
 * The record of a run that goes on, below `<projectDir>/.holdfast/runs/<run_id>/`: manifest.json says what was to be done,
 * run_results.json what became of it, events.ndjson all that was told. It is there from the first moment on;
 * run_results.json is replaced at the end of every node, always a whole document. Secrets and addresses are masked.
 */
export class RunRecorder implements Events {
  readonly runId: string;
  /** Absolute path of run_results.json. */
  readonly path: string;
  readonly #settings: RecordSettings;
  readonly #notes: RunNotes;
  readonly #results: ReplacedFile;
  readonly #lines: LineFile;
  readonly #begun: Pick<RunRecord, 'run_id' | 'pid' | 'started_at'> & RunHeader;
  #lastProgress = Number.NEGATIVE_INFINITY;
  #limits: RunLimits | null = null;
  #ended: RunRecord | null = null;

  private constructor(header: RunHeader, folder: string, runId: string, settings: RecordSettings) {
    this.runId = runId;
    this.path = join(folder, RESULTS_FILE);
    this.#settings = settings;
    this.#notes = new RunNotes(settings.events);
    this.#results = new ReplacedFile(this.path);
    this.#lines = new LineFile(join(folder, 'events.ndjson'));
    this.#begun = { run_id: runId, ...header, pid: process.pid, started_at: isoTime(settings.clock) };
  }

  static async start(header: RunHeader, settings: RecordSettings): Promise<RunRecorder> {
    const runId = newRunId(settings.clock);
    const folder = await makeRunFolder(settings.projectDir, runId);
    const manifest = { run_id: runId, ...header, ...settings.manifest };
    await writeFile(join(folder, 'manifest.json'), `${maskedJson(manifest, settings.mask, 2)}\n`);
    const recorder = new RunRecorder(header, folder, runId, settings);
    await recorder.#write();
    return recorder;
  }

  emit(event: RunEvent): void {
    this.#notes.emit(event);
    if (this.#ended !== null) return;
    if (this.#isKept(event)) this.#line(event);
    // What can't be written now is tried again with the next node, and at the end where it is told.
    if (event.kind === 'node_finished' || event.kind === 'stage_finished')
      this.#write().catch(() => undefined);
  }

  /** Whether it has an end already. */
  get finished(): boolean {
    return this.#ended !== null;
  }

  /** What the run's database may take from now on. */
  limitedTo(limits: RunLimits): void {
    this.#limits = limits;
  }

  /** All of it is done again, for a reason that stays in the record; what was told of the first attempt stays in events.ndjson. */
  startOver(why: Problem): void {
    this.#notes.forget();
    this.emit({ kind: 'problem', problem: why });
  }

  async finish({ exitCode, snapshotId = null, problems = [], nodes = [] }: RunEnd): Promise<RunRecord> {
    for (const problem of problems) this.#notes.note({ kind: 'problem', problem });
    this.#notes.add(nodes);
    this.#line({ kind: 'run_finished', exit_code: exitCode });
    this.#lines.close();
    this.#ended = {
      ...this.#begun,
      status: GOOD_ENDS.includes(exitCode) ? 'success' : 'error',
      exit_code: exitCode,
      finished_at: isoTime(this.#settings.clock),
      snapshot_id: snapshotId,
      limits: this.#limits,
      ...this.#notes.content(),
    };
    await this.#write();
    return this.#ended;
  }

  #record(): RunRecord {
    const goesOn = { status: 'running', exit_code: null, finished_at: null, snapshot_id: null } as const;
    const limits = this.#limits;
    return this.#ended ?? { ...this.#begun, ...goesOn, limits, ...this.#notes.content() };
  }

  #write(): Promise<void> {
    return this.#results.write(() => `${maskedJson(this.#record(), this.#settings.mask, 2)}\n`);
  }

  #line(event: object): void {
    const { clock, mask } = this.#settings;
    this.#lines.add(maskedJson({ time: isoTime(clock), ...event }, mask));
  }

  #isKept(event: RunEvent): boolean {
    if (event.kind !== 'progress') return true;
    const now = this.#settings.clock.now();
    if (now - this.#lastProgress < PROGRESS_EVERY) return false;
    this.#lastProgress = now;
    return true;
  }
}

/** Sorts by time; the random part keeps two runs of one millisecond apart. */
function newRunId(clock: Clock): string {
  const time = isoTime(clock).replaceAll(/[-:]/g, '').replace('.', '');
  return `${time}-${randomBytes(3).toString('hex')}`;
}

function isoTime(clock: Clock): string {
  return new Date(clock.now()).toISOString();
}
