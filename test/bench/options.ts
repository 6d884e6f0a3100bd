import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DEMO_DEFAULTS, EVENTS_PER_ACCOUNT } from '../../src/demo/demo-options.ts';

export interface BenchOptions {
  readonly accounts: number;
  readonly events: number;
  /** Whole-process runs of each side of each case. */
  readonly runs: number;
  /** Exports, states and databases; kept, so that the same company is not made twice. */
  readonly folder: string;
  /** The compiled command line that is measured. */
  readonly cli: string;
  /** Names of cases, scoring, stats; all without it. */
  readonly only: readonly string[] | null;
  readonly threads: number | null;
  /** DuckDB's memory limit on both sides, 2 GiB without it. */
  readonly memory: string | null;
  /** By hand's alone, where that comes to no end with ours. */
  readonly handMemory: string | null;
  /** Takes states that an earlier run has left in the folder and makes only those that are missing. */
  readonly keepStates: boolean;
}

export const BENCH_HELP = `npm run bench -- [--accounts N] [--events N] [--runs N] [--only NAME,NAME] [--threads N] [--memory SIZE] [--hand-memory SIZE] [--folder DIR] [--keep-states] [--cli FILE]

Times the pipeline beside hand-written DuckDB that does the same work. It prints and never judges. Beside the cases, NAME can be
scoring (a million account rows by thirty measures) and stats.`;

export function readOptions(argv: readonly string[]): BenchOptions | null {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...argv],
    options: {
      accounts: text,
      events: text,
      runs: text,
      only: text,
      threads: text,
      memory: text,
      'hand-memory': text,
      'keep-states': { type: 'boolean' },
      folder: text,
      cli: text,
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) return null;
  const accounts = whole('accounts', values.accounts) ?? DEMO_DEFAULTS.accounts;
  const events = whole('events', values.events) ?? accounts * EVENTS_PER_ACCOUNT;
  return {
    accounts,
    events,
    runs: whole('runs', values.runs) ?? 3,
    folder: resolve(values.folder ?? join(tmpdir(), `holdfast-bench-${accounts}-${events}`)),
    cli: resolve(values.cli ?? join(import.meta.dirname, '../../dist/cli/main.js')),
    only: values.only?.split(',') ?? null,
    threads: whole('threads', values.threads),
    memory: values.memory ?? null,
    handMemory: values['hand-memory'] ?? values.memory ?? null,
    keepStates: values['keep-states'] ?? false,
  };
}

function whole(name: string, value: string | undefined): number | null {
  if (value === undefined) return null;
  if (!/^[1-9]\d*$/.test(value)) throw new Error(`--${name} takes a whole number above 0, not "${value}"`);
  return Number(value);
}
