import type { Scorecard } from '../../../src/core/config/scorecard-schema.ts';
import { calendarDates } from '../../../src/core/plan/calendar.ts';
import { literal } from '../../../src/core/sql/quote.ts';
import type { RunEvent } from '../../../src/ports/events.ts';
import type { SqlRow } from '../../../src/ports/warehouse.ts';
import { backtest } from '../../../src/stages/backtest/backtest.ts';
import { ScoreWorld } from '../score/score-world.ts';

/** Weekly from here on. */
const CALENDAR = { every: 'week', from: '2025-01-06' } as const;

export interface Decision {
  readonly id?: string;
  readonly account: string;
  readonly start?: string;
  readonly date?: string;
  readonly outcome?: string | null;
  readonly known?: string | null;
  readonly segment?: string | null;
}

/** A company with decisions: features of every account on every date of the calendar by one formula each. */
export class BacktestWorld {
  readonly scores: ScoreWorld;
  /** What the studies have told whoever watches. */
  readonly told: RunEvent[] = [];

  private constructor(scores: ScoreWorld) {
    this.scores = scores;
  }

  static async open(threads = 2): Promise<BacktestWorld> {
    const scores = await ScoreWorld.open(threads);
    await scores.session.run('create schema intermediate');
    await scores.session.run(`create table intermediate.decisions (
      decision_id varchar, account_id varchar, term_start date, decision_date date, outcome varchar,
      outcome_known_at timestamp, arr_before_cents bigint, arr_after_cents bigint, segment varchar)`);
    return new BacktestWorld(scores);
  }

  /**
   * Accounts a00, a01, ... live on every calendar date of [from, until]; `days` and the rest are SQL over `a`, the account's
   * number, and `as_of`. Dates that are built again are built anew.
   */
  async build(
    accounts: number,
    until: string,
    { days, seats = 'null', from = CALENDAR.from }: { days: string; seats?: string; from?: string },
  ): Promise<void> {
    const { session } = this.scores;
    const dates = calendarDates(CALENDAR, until).filter((date) => date >= from);
    const list = dates.map((date) => `(date ${literal(date)})`).join(', ');
    const pairs = `select 'a' || lpad(a::varchar, 2, '0') as account_id, as_of, a
      from range(${accounts}) as accounts (a), (values ${list}) as dates (as_of)`;
    const [top] = await session.rows<{ n: number }>(
      'select coalesce(max(sequence), 0) + 1 as n from build.meta.as_of_state',
    );
    for (const table of ['spine.account_as_of', 'features.f', 'features.g', 'features.profile']) {
      await session.run(`delete from build.${table} where as_of in (values ${list})`);
      await session.run(
        `insert or replace into build.meta.as_of_state select ${literal(table)}, as_of, ${top?.n ?? 1} from (values ${list}) as dates (as_of)`,
      );
    }
    await session.run(`insert into build.spine.account_as_of select account_id, as_of from (${pairs})`);
    await session.run(
      `insert into build.features.f select account_id, as_of, ${days}, ${seats}, null from (${pairs})`,
    );
  }

  async decide(...decisions: readonly Decision[]): Promise<void> {
    for (const decision of decisions) {
      const { account, start = '2024-12-01', date = '2025-12-01', outcome = 'renewed' } = decision;
      const { id = `${account}-${date}`, known = `${date} 09:00:00`, segment = null } = decision;
      await this.scores.session.run(
        'insert into intermediate.decisions values ($1, $2, $3::date, $4::date, $5, $6::timestamp, 100, 100, $7)',
        [id, account, start, date, outcome, known, segment],
      );
    }
  }

  /** Scores every calendar date up to a day and studies the decisions as of it. */
  async study(asOf: string, cards: readonly Scorecard[]) {
    await this.scores.score(asOf, cards, { calendar: CALENDAR });
    return this.backtest(asOf, cards);
  }

  backtest(asOf: string, cards: readonly Scorecard[], engine = 'one') {
    const context = {
      session: this.scores.session,
      events: { emit: (event: RunEvent) => void this.told.push(event) },
      signal: new AbortController().signal,
    };
    const scorecards = cards.map((card) => ({ file: `models/scores/${card.name}.yml`, card }));
    return backtest(context, {
      engine,
      scorecards,
      decisions: 'intermediate.decisions',
      asOf,
      calendar: CALENDAR,
    });
  }

  metrics(where = 'true'): Promise<readonly SqlRow[]> {
    return this.scores.session.rows(`select * from build.backtest.metrics where ${where} order by all`);
  }

  close(): void {
    this.scores.close();
  }
}
