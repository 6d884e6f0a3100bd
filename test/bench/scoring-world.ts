import { rmSync } from 'node:fs';
import { openWarehouse } from '../../src/adapters/duckdb/open-warehouse.ts';
import { addDays } from '../../src/core/config/days.ts';
import type { Session, Warehouse } from '../../src/ports/warehouse.ts';
import { scoreAccounts } from '../../src/stages/score/score.ts';
import { COLUMNS, featureOf, MODELS, thirtyMeasures } from './scoring-card.ts';

const FIRST = '2024-01-01';

/** A build file as transform leaves it, on disk: accounts on weekly dates, with thirty features in ten models. */
export class ScoringWorld {
  readonly dates: readonly string[];
  readonly warehouse: Warehouse;
  readonly session: Session;
  readonly #file: string;

  private constructor(file: string, dates: readonly string[], warehouse: Warehouse, session: Session) {
    this.#file = file;
    this.dates = dates;
    this.warehouse = warehouse;
    this.session = session;
  }

  static async make(file: string, accounts: number, weeks: number): Promise<ScoringWorld> {
    rmSync(file, { force: true });
    const dates = Array.from({ length: weeks }, (_, i) => addDays(FIRST, 7 * i));
    const warehouse = await openWarehouse({ buildFile: file, threads: 2, memoryLimit: '2GiB' });
    await warehouse.run("attach ':memory:' as scratch");
    const session = await warehouse.connect();
    await session.run('use scratch');
    const world = new ScoringWorld(file, dates, warehouse, session);
    await world.#fill(accounts);
    return world;
  }

  get asOf(): string {
    return this.dates.at(-1) ?? FIRST;
  }

  /** Date by date, as transform writes them. */
  async #fill(accounts: number): Promise<void> {
    const { session } = this;
    for (const schema of ['spine', 'features', 'meta']) await session.run(`create schema build.${schema}`);
    await session.run('create table build.spine.account_as_of (account_id varchar, as_of date)');
    await session.run(
      'create table build.meta.as_of_state (relation varchar, as_of date, sequence bigint, primary key (relation, as_of))',
    );
    await session.run(`insert into build.spine.account_as_of
      select 'acc_' || lpad(cast(a as varchar), 7, '0'), date '${FIRST}' + cast(7 * d as integer)
      from range(${this.dates.length}) as days (d), range(${accounts}) as accounts (a) order by d, a`);
    const relations = ['spine.account_as_of', 'features.profile'];
    await session.run('create table build.features.profile as from build.spine.account_as_of');
    for (let model = 0; model < MODELS; model++) {
      const columns = Array.from({ length: COLUMNS }, (_, c) => valueColumn(model * COLUMNS + c));
      await session.run(`create table build.features.m${model} as
        select account_id, as_of, ${columns.join(', ')} from build.spine.account_as_of order by as_of, account_id`);
      relations.push(`features.m${model}`);
    }
    for (const relation of relations)
      await session.run(`insert into build.meta.as_of_state
        select '${relation}', as_of, 1 from (select distinct as_of from build.spine.account_as_of)`);
    await session.run('checkpoint build');
  }

  /** Forgets all scores. */
  async forget(): Promise<void> {
    await this.session.run(
      'drop schema if exists build.scores cascade; drop table if exists build.meta.score_state',
    );
    await this.session.run('drop table if exists build.meta.score_engine; checkpoint build');
  }

  /** Keeps the scores and forgets how they came about. */
  async forgetExplanation(): Promise<void> {
    await this.session.run('truncate build.scores.score_measures');
    await this.session.run(
      'update build.meta.score_state set is_explained = false; update build.scores.scores set reason_1 = null',
    );
    await this.session.run('checkpoint build');
  }

  /** The score stage as a run has it. */
  async score(): Promise<void> {
    const context = {
      session: this.session,
      events: { emit: () => undefined },
      clock: { now: () => performance.now() },
      signal: new AbortController().signal,
    };
    await scoreAccounts(context, {
      engine: 'bench',
      scorecards: [{ file: 'models/scores/thirty.yml', card: thirtyMeasures() }],
      profile: 'features.profile',
      wanted: this.dates,
      asOf: this.asOf,
      calendar: { every: 'week', from: FIRST },
    });
  }

  async counts(): Promise<{ rows: number; lines: number }> {
    const [found] = await this.session.rows<{ rows: number; lines: number }>(
      `select (select count(*) from build.scores.scores) as rows,
        (select count(*) from build.scores.score_measures) as lines`,
    );
    return found ?? { rows: 0, lines: 0 };
  }

  close(): void {
    this.warehouse.close();
    rmSync(this.#file, { force: true });
  }
}

/** Each account has its level, which moves by a tenth from week to week; one value in 25 is missing. */
function valueColumn(measure: number): string {
  const { column, type } = featureOf(measure);
  const level = `cast(hash(account_id, ${measure}) % 9000 as double) / 100`;
  const noise = `cast(hash(account_id, as_of, ${measure}) % 1000 as double) / 100`;
  return `case when hash(account_id, ${measure}, 'gap') % 25 > 0 then cast(${level} + ${noise} as ${type}) end as ${column}`;
}
