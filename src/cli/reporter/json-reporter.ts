import { maskedJson } from '../../core/config/masked-json.ts';
import type { Reporter, ReporterOptions } from './reporter.ts';

/** One JSON object a line: the event as it is, with its time. */
export function jsonReporter({ sink, mask, clock }: ReporterOptions): Reporter {
  return {
    emit(event) {
      if (event.kind === 'statement') return;
      sink.write(`${maskedJson({ time: new Date(clock.now()).toISOString(), ...event }, mask)}\n`);
    },
    close: () => undefined,
  };
}
