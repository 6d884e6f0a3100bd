import type { Mask } from '../../core/config/masked-json.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Events } from '../../ports/events.ts';
import { jsonReporter } from './json-reporter.ts';
import { lineReporter } from './line-reporter.ts';
import { liveReporter } from './live-reporter.ts';

/** Where the progress goes: stderr, or a test's collector. */
export interface Sink {
  write(text: string): void;
  /** A terminal whose last line can be redrawn. */
  readonly isTTY: boolean;
  readonly columns: number;
}

export interface ReporterOptions {
  readonly sink: Sink;
  readonly mask: Mask;
  readonly clock: Clock;
  readonly colour: boolean;
}

export interface Reporter extends Events {
  /** Clears what is drawn; nothing is shown afterwards. */
  close(): void;
}

/** The display that fits: NDJSON when asked for, a live line on a terminal, plain lines elsewhere. */
export function createReporter(format: 'text' | 'json', options: ReporterOptions): Reporter {
  if (format === 'json') return jsonReporter(options);
  return options.sink.isTTY ? liveReporter(options) : lineReporter(options);
}
