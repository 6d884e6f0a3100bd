import type { Problem } from '../../errors.ts';
import type { Events } from '../../ports/events.ts';
import type { Spent } from '../../ports/meter.ts';
import type { NodeOutcome } from '../run-graph.ts';
import { spentTogether, told } from '../spent.ts';

/** One model of a finished transform. */
export interface BuiltNode {
  readonly relation: string;
  readonly status: NodeOutcome['status'];
  readonly rows: number | null;
  readonly milliseconds: number;
}

/** What became of the nodes of a run; tells each as it is done, with its problems. */
export class NodeLog {
  readonly #events: Events;
  readonly #outcomes = new Map<string, NodeOutcome>();
  readonly #spent = new Map<string, Spent>();
  readonly #rows = new Map<string, number>();

  constructor(events: Events) {
    this.#events = events;
  }

  spend(relation: string, spent: Spent): void {
    this.#spent.set(relation, spentTogether(this.#spent.get(relation), spent));
  }

  count(relation: string, rows: number | null): void {
    if (rows !== null) this.#rows.set(relation, rows);
  }

  /** What has been told already is passed over. */
  record(relation: string, outcome: NodeOutcome): void {
    if (this.#outcomes.get(relation) === outcome) return;
    this.#outcomes.set(relation, outcome);
    const rows = this.#rows.get(relation);
    this.#events.emit({
      kind: 'node_finished',
      stage: 'transform',
      node: relation,
      status: outcome.status,
      ...told(this.#spent.get(relation)),
      ...(rows === undefined ? {} : { rows }),
    });
    for (const problem of outcome.problems) this.#events.emit({ kind: 'problem', problem });
  }

  /** What is found of a node after it was told; it is as bad as the worst of it. */
  add(relation: string, { status, problems }: NodeOutcome): void {
    if (problems.length === 0) return;
    const before = this.#outcomes.get(relation);
    const all = [...(before?.problems ?? []), ...problems];
    const worst = before?.status === 'error' ? 'error' : status;
    this.#outcomes.set(relation, { status: worst, problems: all });
    for (const problem of problems) this.#events.emit({ kind: 'problem', problem });
  }

  recordAll(outcomes: ReadonlyMap<string, NodeOutcome>): void {
    for (const [relation, outcome] of outcomes) this.record(relation, outcome);
  }

  /** What failed, or was skipped because something else did. */
  failed(): Map<string, NodeOutcome> {
    return new Map(
      [...this.#outcomes].filter(([, { status }]) => status === 'error' || status === 'skipped'),
    );
  }

  problems(): Problem[] {
    return [...this.#outcomes.values()].flatMap(({ problems }) => problems);
  }

  /** Those of the names that there is anything to say of, in their order. */
  nodes(relations: readonly string[]): BuiltNode[] {
    return relations.flatMap((relation) => {
      const status = this.#outcomes.get(relation)?.status;
      const rows = this.#rows.get(relation) ?? null;
      const milliseconds = this.#spent.get(relation)?.milliseconds ?? 0;
      return status === undefined ? [] : [{ relation, status, rows, milliseconds }];
    });
  }
}
