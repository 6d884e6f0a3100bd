import type { Problem } from '../../errors.ts';
import type { Events, RunEvent } from '../../ports/events.ts';
import type { NodeResult, RunRecord, StageResult } from './run-record.ts';

/** Collects from the events of a run what its record keeps. */
export class RunNotes implements Events {
  readonly #next: Events;
  readonly #stages: StageResult[] = [];
  readonly #results: NodeResult[] = [];
  readonly #problems = new Map<string, Problem>();

  constructor(next: Events) {
    this.#next = next;
  }

  emit(event: RunEvent): void {
    this.note(event);
    this.#next.emit(event);
  }

  note(event: RunEvent): void {
    if (event.kind === 'node_finished') this.#results.push(nodeResult(event));
    if (event.kind === 'stage_finished') {
      const { stage, summary, milliseconds } = event;
      this.#stages.push({ stage, summary, milliseconds });
    }
    // A problem that was told as it was met and comes again at the end is one problem.
    if (event.kind === 'problem') this.#problems.set(JSON.stringify(event.problem), event.problem);
  }

  /** Nodes that no event has told of. */
  add(nodes: readonly NodeResult[]): void {
    const told = new Set(this.#results.map(({ unique_id }) => unique_id));
    this.#results.push(...nodes.filter(({ unique_id }) => !told.has(unique_id)));
  }

  /** What was told of an attempt that is made again. */
  forget(): void {
    this.#stages.length = 0;
    this.#results.length = 0;
    this.#problems.clear();
  }

  content(): Pick<RunRecord, 'stages' | 'results' | 'problems'> {
    return { stages: this.#stages, results: this.#results, problems: [...this.#problems.values()] };
  }
}

const KIBIBYTE = 1024;

function nodeResult(event: Extract<RunEvent, { kind: 'node_finished' }>): NodeResult {
  return {
    unique_id: event.node,
    stage: event.stage,
    status: event.status === 'unchanged' ? 'no-op' : event.status,
    rows: event.rows ?? null,
    bytes: event.bytes ?? null,
    milliseconds: Math.round(event.milliseconds),
    peak_memory_bytes: event.memoryBytes ?? null,
    spill_bytes: event.spillBytes ?? null,
    process_memory_bytes: process.resourceUsage().maxRSS * KIBIBYTE,
    message: event.message ?? null,
  };
}
