import type { ModelNode } from '../../core/plan/project-graph.ts';
import { qualified } from '../../core/sql/quote.ts';
import type { Session } from '../../ports/warehouse.ts';
import type { NodeOutcome } from '../run-graph.ts';
import type { AsOfPlan } from './as-of-work.ts';
import { afterCommit, inDates } from './pending-build.ts';
import type { TransformContext } from './transform-context.ts';

/**
 * Features that other features read, as a slice of dates sees them: its own dates and no more, like the spine. Whatever
 * reads one would otherwise be worked out for every date that stands, and all but the slice's thrown away: twenty times the
 * work of a night (docs/benchmarks.md).
 */
export class SliceViews {
  readonly #context: TransformContext;
  readonly #works: AsOfPlan['works'];
  readonly #read: readonly string[];

  constructor(context: TransformContext, works: AsOfPlan['works'], nodes: readonly ModelNode[]) {
    this.#context = context;
    this.#works = works;
    const read = nodes.flatMap(({ dependsOn }) => dependsOn.filter((name) => name.startsWith('features.')));
    this.#read = [...new Set(read)].sort();
  }

  /** Before a slice is built. What has no rows yet is shown once it has some. */
  async narrow(slice: readonly string[]): Promise<void> {
    for (const relation of this.#read) {
      const work = this.#works.get(relation);
      if (work?.pending?.kind !== 'whole') await this.#show(this.#context.world.session, relation, slice);
    }
  }

  /** Once a model that is made anew has its first rows. */
  async narrowBuilt(session: Session, relation: string, slice: readonly string[]): Promise<void> {
    if (this.#read.includes(relation)) await this.#show(session, relation, slice);
  }

  /** Once no slice is being built, every feature that was neither failed nor skipped shows all dates again. */
  async widen(outcomes: ReadonlyMap<string, NodeOutcome>): Promise<void> {
    const sound = this.#read.filter(
      (relation) => !['error', 'skipped'].includes(outcomes.get(relation)?.status ?? ''),
    );
    for (const relation of sound) await this.#show(this.#context.world.session, relation, null);
  }

  async #show(session: Session, relation: string, slice: readonly string[] | null): Promise<void> {
    const rows = this.#rowsOf(relation);
    if (rows === null) return;
    const dates = slice === null ? '' : ` where ${inDates('as_of', slice)}`;
    await session.run(
      `create or replace view ${qualified(relation)} as select * from (${rows}) as standing${dates}`,
    );
  }

  /** Null where there are none. */
  #rowsOf(relation: string): string | null {
    const inBuild = this.#context.built.has(relation);
    const pending = this.#works.get(relation)?.pending;
    if (pending) return afterCommit(pending, inBuild);
    return inBuild ? `select * from ${qualified(`build.${relation}`)}` : null;
  }
}
