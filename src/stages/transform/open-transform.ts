import { emptyRaw } from '../../core/sql/empty-relation.ts';
import { qualified } from '../../core/sql/quote.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Events } from '../../ports/events.ts';
import type { Meter } from '../../ports/meter.ts';
import type { Session, Warehouse } from '../../ports/warehouse.ts';
import { clockMeter } from '../spent.ts';
import { viewOfSource } from './event-window.ts';
import { showUnselected } from './show-unselected.ts';
import { SessionPool, type TransformContext, type TransformInput } from './transform-context.ts';
import { createStateTables, readState } from './transform-state.ts';
import { builtRelations, createWorld, viewOfBuild, type World } from './world.ts';

/** More models side by side than that need more memory and are no faster. */
const SIDE_BY_SIDE = 2;

export interface TransformServices {
  readonly warehouse: Warehouse;
  readonly events: Events;
  readonly clock: Clock;
  /** Without one, nobody looks at what a model takes but its time. */
  readonly meter?: Meter;
}

/** A world in which raw tables and seeds are those of the build file, and with them every model that is not selected. */
export async function openTransform(
  services: TransformServices,
  input: TransformInput,
): Promise<TransformContext> {
  const world = await createWorld(services.warehouse, 'scratch', input.project.macros);
  await createStateTables(world.session);
  const built = await builtRelations(world.session);
  await showInputs(world, input, built);
  const sessions: Session[] = [];
  const [setting] = await world.session.rows<{ n: string }>(`select current_setting('threads') as n`);
  while (sessions.length < Math.min(SIDE_BY_SIDE, Number(setting?.n ?? 1)))
    sessions.push(await world.connect());
  const state = await readState(world.session);
  const meter = services.meter ?? clockMeter(services.clock);
  const context = { ...services, ...input, meter, world, built, state, pool: new SessionPool(sessions) };
  await showUnselected(context);
  return context;
}

async function showInputs(world: World, input: TransformInput, built: ReadonlySet<string>): Promise<void> {
  for (const source of input.project.sources) {
    if (built.has(source.relation)) await viewOfSource(world.session, source);
    else await world.session.run(`create view ${qualified(source.relation)} as ${emptyRaw(source)}`);
  }
  for (const seed of input.project.seeds) await viewOfBuild(world.session, seed.relation);
}
