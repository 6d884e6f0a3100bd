import { eventLine } from './event-line.ts';
import type { Reporter, ReporterOptions } from './reporter.ts';

/** A log fills up faster than anyone reads: progress within a stage is told this often, in milliseconds. */
const PROGRESS_EVERY = 10_000;

/** Plain lines for a log file: stages, nodes and problems as they come, progress now and then. */
export function lineReporter({ sink, mask, clock }: ReporterOptions): Reporter {
  let lastProgress = clock.now();
  return {
    emit(event) {
      if (event.kind === 'statement') return;
      if (event.kind === 'progress') {
        if (clock.now() - lastProgress < PROGRESS_EVERY) return;
        lastProgress = clock.now();
      }
      sink.write(`${mask(eventLine(event))}\n`);
    },
    close: () => undefined,
  };
}
