import type { Clock } from '../../ports/clock.ts';
import type { RunEvent } from '../../ports/events.ts';
import type { Reporter } from './reporter.ts';

/** So long nothing is said before a sign of life, in milliseconds. */
const SILENCE = 30_000;

/**
 * Says that work goes on, and on what, whenever nothing has been said for a while: orchestrators end what is silent.
 * `every` is that while in milliseconds.
 */
export function heartbeat(inner: Reporter, clock: Clock, every = SILENCE): Reporter {
  const began = clock.now();
  let stage = 'holdfast';
  let what = 'at work';
  let percent: number | null = null;
  const beat = () => {
    const far = percent === null ? '' : `, the longest statement at ${Math.floor(percent)} %`;
    inner.emit({ kind: 'heartbeat', stage, what: what + far, milliseconds: clock.now() - began });
  };
  let timer = setInterval(beat, every).unref();
  return {
    emit(event) {
      if (event.kind !== 'statement') timer = timer.refresh();
      percent = event.kind === 'statement' ? event.percent : null;
      ({ stage, what } = follow({ stage, what }, event));
      inner.emit(event);
    },
    close() {
      clearInterval(timer);
      inner.close();
    },
  };
}

interface Doing {
  readonly stage: string;
  readonly what: string;
}

/** What was told last is where the work goes on from. */
function follow(doing: Doing, event: RunEvent): Doing {
  switch (event.kind) {
    case 'stage_started':
      return { stage: event.stage, what: event.detail ?? 'at work' };
    case 'progress':
      return { stage: event.stage, what: `${event.done}/${event.total} ${event.what}` };
    case 'node_finished':
      return { stage: event.stage, what: `after ${event.node}` };
    default:
      return doing;
  }
}
