import type { Events } from '../ports/events.ts';
import type { AppContext } from './context.ts';

/** One stage of a run: says when it starts, and how it ended and how long it took. */
export async function timed<T>(
  { context, events }: { context: AppContext; events: Events },
  stage: string,
  summary: (value: T) => string,
  work: () => Promise<T>,
): Promise<T> {
  const started = context.clock.now();
  events.emit({ kind: 'stage_started', stage });
  const value = await work();
  events.emit({
    kind: 'stage_finished',
    stage,
    summary: summary(value),
    milliseconds: context.clock.now() - started,
  });
  return value;
}
