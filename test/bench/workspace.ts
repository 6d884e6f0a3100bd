import {
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { addDays } from '../../src/core/plan/days.ts';
import { DEMO_END } from '../../src/demo/demo-options.ts';
import type { BenchOptions } from './options.ts';
import { type Command, runProcess, type Usage } from './run-process.ts';

/** Pipelines that stop after a stage, so that a stage is timed with the command line that everybody uses. */
const PIPELINES = {
  bench_extract: ['extract'],
  bench_transform: ['transform'],
  bench_score: ['transform', 'score'],
  bench_backtest: ['transform', 'backtest'],
  bench_build: ['extract', 'transform'],
} as const;

export type Side = 'ours' | 'hand';
const TODAY = DEMO_END;
export const EVE = addDays(DEMO_END, -1);
const LAST_DAY = `product/events_${EVE}.jsonl.gz`;

/** A folder with the exports, a project, a place for the work by hand, and states of both to begin from. */
export class Workspace {
  readonly options: BenchOptions;
  readonly exports: string;
  /** The exports as they stood a day before. */
  readonly eve: string;
  readonly #project: string;
  readonly #hand: string;

  constructor(options: BenchOptions) {
    const { folder } = options;
    this.options = options;
    this.exports = join(folder, 'exports');
    this.eve = join(folder, 'exports-eve');
    this.#project = join(folder, 'project');
    this.#hand = join(folder, 'hand');
  }

  /** Makes the exports where they are missing, and a fresh project. */
  async prepare(): Promise<void> {
    const { accounts, events, folder } = this.options;
    mkdirSync(folder, { recursive: true });
    const size = ['--accounts', `${accounts}`, '--events', `${events}`];
    if (!existsSync(this.exports)) await this.#holdfast(['demo', '--out', this.exports, ...size]);
    rmSync(this.eve, { recursive: true, force: true });
    linkFiles(this.exports, this.eve, (path) => path !== LAST_DAY);
    rmSync(this.#project, { recursive: true, force: true });
    await this.#holdfast(['init', this.#project]);
    for (const [name, steps] of Object.entries(PIPELINES)) {
      const text = `description: A part of the way, to be timed.\nsteps: [${steps.join(', ')}]\n`;
      writeFileSync(join(this.#project, 'pipelines', `${name}.yml`), text);
    }
  }

  /** A run of one pipeline. */
  ours(pipeline: string, { asOf = TODAY, exports = this.exports, expect = [0] } = {}): Command {
    const { cli, threads } = this.options;
    const limit = threads === null ? [] : ['--threads', `${threads}`];
    const where = ['--project-dir', this.#project, '--format', 'json', '--log-format', 'json'];
    const args = ['run', pipeline, '--as-of', asOf, ...where, ...limit];
    return { script: cli, args, env: { HOLDFAST_EXPORTS: exports }, expect };
  }

  /** Any other command of ours. */
  command(...args: readonly string[]): Command {
    return { script: this.options.cli, args, env: { HOLDFAST_EXPORTS: this.exports } };
  }

  validate(): Command {
    return this.command('validate', '--project-dir', this.#project);
  }

  /** Stages by hand. */
  hand(stages: readonly string[], { asOf = TODAY, exports = this.exports } = {}): Command {
    const { threads } = this.options;
    const limit = threads === null ? [] : ['--threads', `${threads}`];
    const places = ['--db', this.database('hand'), '--exports', exports, '--project', this.#project];
    const publish = ['--publish', join(this.#hand, 'published')];
    return {
      script: join(import.meta.dirname, 'by-hand/run.mjs'),
      args: [...places, ...publish, '--as-of', asOf, ...limit, ...stages],
    };
  }

  database(side: Side): string {
    return side === 'ours'
      ? join(this.#project, '.holdfast/dev/build.duckdb')
      : join(this.#hand, 'build.duckdb');
  }

  /** Brings back a state that was saved; null is nothing at all. */
  restore(side: Side, state: string | null): void {
    for (const place of this.#places(side)) {
      rmSync(place, { recursive: true, force: true });
      const saved = join(this.options.folder, 'states', `${state}`, side, place.slice(dirname(place).length));
      if (state !== null && existsSync(saved))
        cpSync(saved, place, { recursive: true, preserveTimestamps: true });
    }
    if (side === 'hand') mkdirSync(this.#hand, { recursive: true });
  }

  save(side: Side, state: string): void {
    for (const place of this.#places(side)) {
      const to = join(this.options.folder, 'states', state, side, place.slice(dirname(place).length));
      rmSync(to, { recursive: true, force: true });
      if (existsSync(place)) cpSync(place, to, { recursive: true, preserveTimestamps: true });
    }
  }

  #places(side: Side): readonly string[] {
    return side === 'ours'
      ? [join(this.#project, '.holdfast'), join(this.#project, 'published')]
      : [this.#hand];
  }

  #holdfast(args: readonly string[]): Promise<Usage> {
    return runProcess(this.command(...args));
  }
}

function linkFiles(from: string, to: string, wanted: (path: string) => boolean): void {
  for (const path of readdirSync(from, { recursive: true, encoding: 'utf8' })) {
    if (!statSync(join(from, path)).isFile() || !wanted(path)) continue;
    mkdirSync(dirname(join(to, path)), { recursive: true });
    linkSync(join(from, path), join(to, path));
  }
}
