import type { Project } from '../../core/config/project.ts';
import type { ProjectGraph } from '../../core/plan/project-graph.ts';
import type { Events } from '../../ports/events.ts';
import type { Meter } from '../../ports/meter.ts';
import type { Session, Warehouse } from '../../ports/warehouse.ts';
import type { TransformState } from './transform-state.ts';
import type { World } from './world.ts';

export interface TransformInput {
  readonly project: Project;
  readonly graph: ProjectGraph;
  /** As-of dates that must be right at the end: the calendar up to the run's own date, and that date. */
  readonly wanted: readonly string[];
  /** Ids of the only nodes that are built and checked, as selectNodes gives them; without it all of them. */
  readonly selected?: ReadonlySet<string> | undefined;
  /** About how many events a rollup that is built whole reads at a time; millions when not said. */
  readonly eventsAWindow?: number | undefined;
}

/** Whether a node, by its relation or as check.<name>, is built and checked in this run. */
export function isSelected({ selected }: Pick<TransformInput, 'selected'>, id: string): boolean {
  return selected === undefined || selected.has(id);
}

/** What every part of the transform stage works with. */
export interface TransformContext extends TransformInput {
  readonly warehouse: Warehouse;
  readonly world: World;
  readonly events: Events;
  readonly meter: Meter;
  readonly state: TransformState;
  /** Relations of the build catalog that hold rows. */
  readonly built: ReadonlySet<string>;
  /** Connections to the world that models are built on, one model at a time each. */
  readonly pool: SessionPool;
}

/** A fixed set of connections; whoever takes one gives it back. */
export class SessionPool {
  readonly size: number;
  readonly #free: Session[];

  constructor(sessions: readonly Session[]) {
    this.size = sessions.length;
    this.#free = [...sessions];
  }

  /** Never waits: the graph runner starts no more work than there are connections. */
  async use<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const session = this.#free.pop();
    if (!session) throw new Error('the graph runner started more models than there are connections');
    try {
      return await work(session);
    } finally {
      this.#free.push(session);
    }
  }

  close(): void {
    for (const session of this.#free) session.close();
  }
}
