import { openWarehouse } from '../../../src/adapters/duckdb/open-warehouse.ts';
import type { Scorecard } from '../../../src/core/config/scorecard-schema.ts';
import { type CalendarRule, calendarDates } from '../../../src/core/plan/calendar.ts';
import { literal } from '../../../src/core/sql/quote.ts';
import type { RunEvent } from '../../../src/ports/events.ts';
import type { Session, SqlRow, Warehouse } from '../../../src/ports/warehouse.ts';
import { scoreAccounts } from '../../../src/stages/score/score.ts';

const WEEKLY: CalendarRule = { every: 'week', from: '2026-01-05' };

/** What an account is like on a date; a column that is left out is null. */
export interface Features {
  readonly days?: number;
  readonly seats?: number;
  readonly nps?: number;
  readonly age?: number;
  readonly mood?: string;
}

/**
 * A build catalog as transform leaves it, made by hand: a spine, features.f (days, seats, mood), features.g (nps, age) and
 * features.profile, with the state that says which commit built which date.
 */
export class ScoreWorld {
  readonly warehouse: Warehouse;
  readonly session: Session;
  readonly events: RunEvent[] = [];
  #sequence = 0;

  private constructor(warehouse: Warehouse, session: Session) {
    this.warehouse = warehouse;
    this.session = session;
  }

  static async open(threads = 2): Promise<ScoreWorld> {
    const warehouse = await openWarehouse({ threads });
    await warehouse.run(`attach ':memory:' as build; attach ':memory:' as scratch`);
    await warehouse.run('create schema build.spine; create schema build.features; create schema build.meta');
    await warehouse.run('create table build.spine.account_as_of (account_id varchar, as_of date)');
    await warehouse.run(
      'create table build.features.f (account_id varchar, as_of date, days integer, seats decimal(9,2), mood varchar)',
    );
    await warehouse.run(
      'create table build.features.g (account_id varchar, as_of date, nps double, age bigint)',
    );
    await warehouse.run('create table build.features.profile (account_id varchar, as_of date)');
    await warehouse.run(
      'create table build.meta.as_of_state (relation varchar, as_of date, sequence bigint, primary key (relation, as_of))',
    );
    const session = await warehouse.connect();
    await session.run('use scratch');
    return new ScoreWorld(warehouse, session);
  }

  /** Builds a date: every account is live on it; one that is not told of has no row in f and g. */
  async build(asOf: string, accounts: Readonly<Record<string, Features | null>>): Promise<void> {
    this.#sequence += 1;
    const day = `date ${literal(asOf)}`;
    for (const table of ['spine.account_as_of', 'features.f', 'features.g', 'features.profile']) {
      await this.session.run(`delete from build.${table} where as_of = ${day}`);
      await this.session.run('insert or replace into build.meta.as_of_state values ($1, $2::date, $3)', [
        table,
        asOf,
        this.#sequence,
      ]);
    }
    for (const [account, values] of Object.entries(accounts)) {
      const key = `${literal(account)}, ${day}`;
      await this.session.run(`insert into build.spine.account_as_of values (${key})`);
      if (!values) continue;
      const { days = 'null', seats = 'null', nps = 'null', age = 'null', mood } = values;
      const word = mood === undefined ? 'null' : literal(mood);
      await this.session.run(`insert into build.features.f values (${key}, ${days}, ${seats}, ${word})`);
      await this.session.run(`insert into build.features.g values (${key}, ${nps}, ${age})`);
    }
  }

  /** Forgets a date, as transform does with one that is neither regular nor wanted any more. */
  async unbuild(asOf: string): Promise<void> {
    await this.session.run('delete from build.meta.as_of_state where as_of = $1::date', [asOf]);
    await this.session.run('delete from build.spine.account_as_of where as_of = $1::date', [asOf]);
  }

  /** Scores as a run of that date would. */
  async score(
    asOf: string,
    cards: readonly Scorecard[],
    { calendar = WEEKLY, engine = 'one' }: { calendar?: CalendarRule; engine?: string } = {},
  ) {
    const wanted = [...new Set([...calendarDates(calendar, asOf), asOf])];
    const context = {
      session: this.session,
      events: { emit: (event: RunEvent) => void this.events.push(event) },
      clock: { now: () => 0 },
      signal: new AbortController().signal,
    };
    const scorecards = cards.map((card) => ({ file: `models/scores/${card.name}.yml`, card }));
    return scoreAccounts(context, {
      engine,
      scorecards,
      profile: 'features.profile',
      wanted,
      asOf,
      calendar,
    });
  }

  /** Everything that scoring has written. */
  async written(): Promise<Record<'scores' | 'measures' | 'state', readonly SqlRow[]>> {
    return {
      scores: await this.session.rows(
        'select * exclude (dimension_scores) from build.scores.scores order by all',
      ),
      measures: await this.session.rows('select * from build.scores.score_measures order by all'),
      state: await this.session.rows('select * exclude (sequence) from build.meta.score_state order by all'),
    };
  }

  close(): void {
    this.warehouse.close();
  }
}
