import {
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { loadProjectAt } from '../../src/app/load-project-at.ts';
import { addDays } from '../../src/core/config/days.ts';
import { DEMO_END } from '../../src/demo/demo-options.ts';
import { testContext } from '../support/test-context.ts';
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
/** First regular date of the project. */
export const FIRST = '2024-06-03';
/** First regular dates with which a run has one as-of date, and with which it has 24. */
export const FIRST_OF_1 = addDays(DEMO_END, 1);
export const FIRST_OF_24 = addDays(DEMO_END, -6 - 22 * 7);
export const EVE = addDays(DEMO_END, -1);
const LAST_DAY = `product/events_${EVE}.jsonl.gz`;
/** First files of events of a short history: about a tenth of all events lies in them. */
const SHORT_FROM = 'product/events_2026-08';

/** A folder with the exports, a project, a place for the work by hand, and states of both to begin from. */
export class Workspace {
  readonly options: BenchOptions;
  readonly exports: string;
  /** The exports as they stood a day before. */
  readonly eve: string;
  /** Exports without the events of earlier months: the same accounts, the same last day, a tenth of the history. */
  readonly short: string;
  readonly shortEve: string;
  readonly #project: string;
  readonly #hand: string;

  constructor(options: BenchOptions) {
    const { folder } = options;
    this.options = options;
    this.exports = join(folder, 'exports');
    this.eve = join(folder, 'exports-eve');
    this.short = join(folder, 'exports-short');
    this.shortEve = join(folder, 'exports-short-eve');
    this.#project = join(folder, 'project');
    this.#hand = join(folder, 'hand');
  }

  /** Makes the exports where they are missing, and a fresh project. */
  async prepare(): Promise<void> {
    const { accounts, events, folder } = this.options;
    mkdirSync(folder, { recursive: true });
    const size = ['--accounts', `${accounts}`, '--events', `${events}`];
    if (!existsSync(this.exports)) await this.#holdfast(['demo', '--out', this.exports, ...size]);
    const isLate = (path: string) => !path.startsWith('product/events_') || path >= SHORT_FROM;
    linkFiles(this.exports, this.eve, (path) => path !== LAST_DAY);
    linkFiles(this.exports, this.short, isLate);
    linkFiles(this.exports, this.shortEve, (path) => isLate(path) && path !== LAST_DAY);
    rmSync(this.#project, { recursive: true, force: true });
    await this.#holdfast(['init', this.#project]);
    await this.#writeModels();
    for (const [name, steps] of Object.entries(PIPELINES)) {
      const text = `description: A part of the way, to be timed.\nsteps: [${steps.join(', ')}]\n`;
      writeFileSync(join(this.#project, 'pipelines', `${name}.yml`), text);
    }
  }

  /** For the work by hand: every model's SQL, each after what it reads. */
  async #writeModels(): Promise<void> {
    const { graph } = await loadProjectAt(testContext(this.#project));
    const models = graph.nodes.map(({ sources, model: { layer, name, sql, materialized, config } }) => ({
      layer,
      name,
      sql: sql.trim().replace(/;$/, ''),
      materialized,
      partition: config.partition_by,
      readsEvents: sources.includes('raw.product__events'),
    }));
    writeFileSync(this.#models, JSON.stringify(models));
  }

  get #models(): string {
    return join(this.options.folder, 'models.json');
  }

  /** Lets the calendar begin on a day. */
  beginOn(day: string): void {
    const file = join(this.#project, 'pipeline.yml');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/from: [\d-]+/, `from: ${day}`));
  }

  /** A run of one pipeline. */
  ours(pipeline: string, { asOf = TODAY, exports = this.exports, expect = [0] } = {}): Command {
    const { cli, threads, memory } = this.options;
    const limit = [
      ...(threads === null ? [] : ['--threads', `${threads}`]),
      ...(memory === null ? [] : ['--memory-limit', memory]),
    ];
    const where = ['--project-dir', this.#project, '--format', 'json', '--log-format', 'json'];
    const args = ['run', pipeline, '--as-of', asOf, ...where, ...limit];
    return { script: cli, args, env: { HOLDFAST_EXPORTS: exports }, expect };
  }

  /** Any other command of ours. */
  command(...args: readonly string[]): Command {
    return { script: this.options.cli, args, env: { HOLDFAST_EXPORTS: this.exports } };
  }

  /** Reads the project as tonight's run will, and does nothing else. */
  plan(): Command {
    return this.command('plan', 'daily', '--as-of', TODAY, '--project-dir', this.#project);
  }

  validate(): Command {
    return this.command('validate', '--project-dir', this.#project);
  }

  /** Stages by hand. */
  hand(stages: readonly string[], { asOf = TODAY, exports = this.exports, first = FIRST } = {}): Command {
    const { threads, handMemory: memory } = this.options;
    const limit = [
      ...(threads === null ? [] : ['--threads', `${threads}`]),
      ...(memory === null ? [] : ['--memory', memory]),
    ];
    const places = ['--db', this.database('hand'), '--exports', exports, '--project', this.#project];
    const extracted = join(this.options.folder, 'states/extracted/ours/.holdfast/dev/build.duckdb');
    const others = ['--models', this.#models, '--ours', extracted, '--first', first];
    return {
      script: join(import.meta.dirname, 'by-hand/run.mjs'),
      args: [...places, ...others, '--as-of', asOf, ...limit, ...stages],
    };
  }

  database(side: Side): string {
    return side === 'ours'
      ? join(this.#project, '.holdfast/dev/build.duckdb')
      : join(this.#hand, 'build.duckdb');
  }

  has(side: Side, state: string): boolean {
    return existsSync(join(this.options.folder, 'states', state, side));
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

  forget(side: Side, state: string): void {
    rmSync(join(this.options.folder, 'states', state, side), { recursive: true, force: true });
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
  rmSync(to, { recursive: true, force: true });
  for (const path of readdirSync(from, { recursive: true, encoding: 'utf8' })) {
    if (!statSync(join(from, path)).isFile() || !wanted(path)) continue;
    mkdirSync(dirname(join(to, path)), { recursive: true });
    linkSync(join(from, path), join(to, path));
  }
}
