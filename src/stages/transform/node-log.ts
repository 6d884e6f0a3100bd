import type { RelationSize } from '../../core/sql/relation-size.ts';
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
  readonly #sizes = new Map<string, RelationSize>();

  constructor(events: Events) {
    this.#events = events;
  }

  spend(relation: string, spent: Spent): void {
    this.#spent.set(relation, spentTogether(this.#spent.get(relation), spent));
  }

  measure(relation: string, size: RelationSize | null): void {
    if (size !== null) this.#sizes.set(relation, size);
  }

  /** What has been told already is passed over. */
  record(relation: string, outcome: NodeOutcome): void {
    if (this.#outcomes.get(relation) === outcome) return;
    this.#outcomes.set(relation, outcome);
    this.#events.emit({
      kind: 'node_finished',
      stage: 'transform',
      node: relation,
      status: outcome.status,
      ...told(this.#spent.get(relation)),
      ...this.#sizes.get(relation),
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
      const rows = this.#sizes.get(relation)?.rows ?? null;
      const milliseconds = this.#spent.get(relation)?.milliseconds ?? 0;
      return status === undefined ? [] : [{ relation, status, rows, milliseconds }];
    });
  }
}
