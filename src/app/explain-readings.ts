import { didYouMean } from '../core/config/nearest.ts';
import { identifier } from '../core/sql/quote.ts';
import { fail } from '../errors.ts';
import type { Session, SqlRow } from '../ports/warehouse.ts';
import {
  type PublishedReading,
  type Reading,
  type ScoreLine,
  SOURCES,
  type Source,
} from './explain-reading.ts';
import { servesTables } from './serves-tables.ts';

type KeptReading = Pick<Reading, 'as_of' | 'source' | 'scorecard_hash'>;

/** Reads one score's readings from a serving file. */
export class Readings {
  readonly #serving: Session;
  readonly #score: string;
  readonly #hasCalendar: boolean;

  private constructor(serving: Session, score: string, hasCalendar: boolean) {
    this.#serving = serving;
    this.#score = score;
    this.#hasCalendar = hasCalendar;
  }

  /** Without a name the score is `health` if there is one, else the first. @throws HoldfastError noReading. */
  static async open(serving: Session, wanted: string | undefined): Promise<Readings> {
    const found = await serving.rows<{ name: string }>(
      'select distinct score_name as name from scores order by 1',
    );
    const names = found.map(({ name }) => name);
    const score = wanted ?? (names.includes('health') ? 'health' : names[0]);
    if (score === undefined || !names.includes(score)) {
      const hint = didYouMean(score ?? '', names) ?? `there are: ${names.join(', ')}`;
      fail('noReading', { detail: `no score called "${score ?? ''}" is published` }, { hint });
    }
    return new Readings(serving, score, await servesTables(serving, ['calendar_scores']));
  }

  get score(): string {
    return this.#score;
  }

  /** The account's reading on a day, or its latest published one. @throws HoldfastError noReading. */
  async at(account: string, asOf: string | undefined): Promise<Reading> {
    const days = await this.#days(account);
    const day = asOf ?? days.filter(({ source }) => source === 'published').at(-1)?.as_of;
    const found = days.find(({ as_of }) => as_of === day);
    if (found === undefined) {
      const before = days.filter(({ as_of }) => as_of < (day ?? '')).at(-1)?.as_of ?? days.at(-1)?.as_of;
      const detail = `${account} has no ${this.#score} score as of ${day ?? 'any day'}`;
      return fail(
        'noReading',
        { detail },
        { hint: before === undefined ? undefined : `try --as-of ${before}` },
      );
    }
    return this.#read(account, found);
  }

  /**
   * The last reading, on a day or before it, that an account's reading is compared with; the preferred one if there are two.
   * The calendar's are by the latest scorecard: they count where that made the reading as well, or where nothing was published.
   * Null without any.
   */
  async lastUntil(reading: Reading, day: string, preferred: Source): Promise<Reading | null> {
    const before = (await this.#days(reading.account_id)).filter(({ as_of }) => as_of <= day);
    const alike = before.filter(
      ({ source, scorecard_hash: hash }) => source === 'published' || hash === reading.scorecard_hash,
    );
    const days = alike.length > 0 ? alike : before;
    const found = days.filter(({ as_of }) => as_of === days.at(-1)?.as_of);
    const last = found.find(({ source }) => source === preferred) ?? found.at(-1);
    return last === undefined ? null : this.#read(reading.account_id, last);
  }

  /** The lines that make up a reading. */
  async lines(reading: Reading): Promise<ScoreLine[]> {
    const rows = await this.#serving.rows(
      `select * from ${this.#table('score_measures', reading.source)}
       where account_id = $1 and score_name = $2 and as_of = $3::date`,
      [reading.account_id, this.#score, reading.as_of],
    );
    return rows.map(scoreLine);
  }

  /** Days with a reading, oldest first; of one day the published reading comes first. */
  async #days(account: string): Promise<readonly KeptReading[]> {
    const sources = this.#hasCalendar ? SOURCES : SOURCES.slice(0, 1);
    const queries = sources.map(
      (source) => `select as_of, '${source}' as source, scorecard_hash from ${this.#table('scores', source)}
        where account_id = $1 and score_name = $2`,
    );
    return this.#serving.rows(`${queries.join(' union all ')} order by as_of, source desc`, [
      account,
      this.#score,
    ]);
  }

  async #read(account: string, { as_of, source }: KeptReading) {
    const [row] = await this.#serving.rows<PublishedReading>(
      `select * from ${this.#table('scores', source)}
       where account_id = $1 and score_name = $2 and as_of = $3::date`,
      [account, this.#score, as_of],
    );
    if (row === undefined)
      return fail('defect', { detail: `a reading of ${account} as of ${as_of} is gone` });
    return { ...row, source };
  }

  #table(name: string, source: Source): string {
    return identifier(source === 'calendar' ? `calendar_${name}` : name);
  }
}

function scoreLine(row: SqlRow): ScoreLine {
  return {
    dimension: row['dimension'] as string | null,
    item: row['item'] as string,
    kind: row['kind'] as ScoreLine['kind'],
    raw_value: (row['raw_value'] ?? row['raw_text'] ?? null) as ScoreLine['raw_value'],
    scaled_value: row['scaled_value'] as number | null,
    weight: row['weight'] as number,
    points: row['points'] as number | null,
    max_points: row['max_points'] as number | null,
    state: row['state'] as ScoreLine['state'],
  };
}
