import type { LoadSql, StagedFileKeys } from './extract-load.ts';
import { identifier, literal } from './quote.ts';

/** Stands for "still so": valid_to is null in the relation. */
const FOREVER = "date '9999-12-31'";

/** A day whose state is set anew: what an export showed from `day` until the next export. */
export interface Slot {
  readonly day: string;
  /** Day of the next export; null for the newest. */
  readonly until: string | null;
}

const date = (day: string | null) => (day === null ? FOREVER : `date ${literal(day)}`);

/**
 * The history of dated full exports: a row per key and content with the days from which and until which the exports showed
 * it. The relation holds all that the exports said, so an export is set into it, replaced or taken out without reading any
 * other export again, and only the keys whose state it changes are touched.
 */
export class HistorySql {
  readonly load: LoadSql;
  /** What the exports to set show, with the column _day. */
  readonly shown: string;
  /** Keys and days whose state changes. */
  readonly touched: string;
  readonly rebuilt: string;

  constructor(load: LoadSql) {
    this.load = load;
    this.shown = identifier(`${load.stageName}_shown`);
    this.touched = identifier(`${load.stageName}_touched`);
    this.rebuilt = identifier(`${load.stageName}_rebuilt`);
  }

  /** The good rows of the stage, without those that another row of their file beats. */
  createShown(files: readonly StagedFileKeys[], beaten: string | null): string {
    const { load } = this;
    const rest = beaten === null ? '' : ` and s.rowid not in (select ref from ${beaten})`;
    return `create or replace temp view ${this.shown} as select ${load.columns('s')}, f.file_date as _day
      from ${load.stage} as s join ${load.files(files)} on f.idx = s._file where s._fault = 0${rest}`;
  }

  /** The state of an earlier day once more, as if an export of `day` had shown it; nothing without an earlier day. */
  createShownAgain(day: string, earlier: string | null): string {
    const { load } = this;
    const state = earlier === null ? 'where false' : `where ${covers('h', date(earlier))}`;
    return `create or replace temp view ${this.shown} as select ${load.columns('h')}, ${date(day)} as _day from ${load.raw} as h ${state}`;
  }

  /** One export newer than all others: the keys that it changes, with whether it shows them and whether they were there before. */
  createTouchedByNewest(): string {
    const { load } = this;
    const keys = load.source.key.map(
      (name) => `coalesce(s.${identifier(name)}, h.${identifier(name)}) as ${identifier(name)}`,
    );
    const [first = ''] = load.source.key.map(identifier);
    return `create or replace temp table ${this.touched} as
      select ${keys.join(', ')}, s.${first} is not null as _is_shown, h.${first} is not null as _was_shown
      from ${this.shown} as s full join (select * from ${load.raw} where valid_to is null) as h on ${load.sameKey('h', 's')}
      where s.${first} is null or h.${first} is null or not (${load.sameContent('h', 's')})`;
  }

  /** How many entities the newest export so far shows, how many keys change, and how many of them are gone. */
  countTouchedByNewest(): string {
    return `select (select count(*) from ${this.load.raw} where valid_to is null) as entities, count(*) as touched,
      count(*) filter (where not _is_shown) as gone from ${this.touched}`;
  }

  appendNewest(day: string): string {
    const { load } = this;
    return `update ${load.raw} as h set valid_to = ${date(day)} from ${this.touched} as t
      where h.valid_to is null and t._was_shown and ${load.sameKey('t', 'h')};
      insert into ${load.raw} select ${load.columns('s')}, s._day, null from ${this.shown} as s ${this.#touched('s')} order by ${load.keys('s')}`;
  }

  /** The keys and days whose state differs from what the history says. */
  createTouched(slots: readonly Slot[]): string {
    const { load } = this;
    return `create or replace temp table ${this.touched} as
      select distinct ${load.keys('s')}, s._day from ${this.shown} as s
      anti join ${load.raw} as h on ${load.sameKey('h', 's')} and ${covers('h', 's._day')} and ${load.sameContent('h', 's')}
      union
      select ${load.keys('h')}, h._slot from (
        select h.*, d.day as _slot from ${load.raw} as h join ${slotValues(slots)} on ${covers('h', 'd.day')}) as h
      anti join ${this.shown} as s on s._day = h._slot and ${load.sameKey('s', 'h')}`;
  }

  /** The touched keys' rows over all days: what was known outside of the slots, what the exports show inside; alike neighbours joined. */
  createRebuilt(slots: readonly Slot[]): string {
    const { load } = this;
    const until = `coalesce(h.valid_to, ${FOREVER})`;
    const content = load.source.columns.map(({ name }) => `${identifier(name)} := ${identifier(name)}`);
    return `create or replace temp table ${this.rebuilt} as
      with pieces as (
        select ${load.columns('h')}, greatest(h.valid_from, g.lo) as _lo, least(${until}, g.hi) as _hi
        from ${load.raw} as h ${this.#touched('h')} join ${gapValues(slots)} on h.valid_from < g.hi and g.lo < ${until}
        union all
        select ${load.columns('s')}, s._day, d.until from ${this.shown} as s ${this.#touched('s')} join ${slotValues(slots)} on d.day = s._day),
      packed as (select *, struct_pack(${content.join(', ')}) as _content from pieces),
      marked as (
        select *, case when lag(_hi) over each_key = _lo and lag(_content) over each_key is not distinct from _content
          then 0 else 1 end as _starts
        from packed window each_key as (partition by ${load.keys()} order by _lo)),
      islands as (
        select *, sum(_starts) over (partition by ${load.keys()} order by _lo) as _island from marked)
      select ${load.columns()}, min(_lo) as valid_from, nullif(max(_hi), ${FOREVER}) as valid_to
      from islands group by ${load.columns()}, _island`;
  }

  /** Puts the rebuilt rows in the place of what the touched keys had. */
  replaceTouched(): string {
    const { load } = this;
    return `delete from ${load.raw} as h where exists (select 1 from ${this.touched} as t where ${load.sameKey('t', 'h')});
      insert into ${load.raw} select * from ${this.rebuilt} order by ${load.keys()}, valid_from`;
  }

  /**
   * Of each pair of consecutive exports: how many entities the first shows, and how many of them the second no longer does.
   * `known` are the days of the pairs that are already in the history.
   */
  vanished(pairs: readonly { before: string; after: string }[], known: readonly string[]): string {
    const { load } = this;
    const values = pairs.map(({ before, after }) => `(${date(before)}, ${date(after)})`).join(', ');
    const days = known.map((day) => `(${date(day)})`).join(', ');
    const past = `union all select d.day, ${load.keys('h')} from ${load.raw} as h join (values ${days}) as d(day) on ${covers('h', 'd.day')}`;
    return `with states as (select _day, ${load.keys()} from ${this.shown} ${known.length === 0 ? '' : past})
      select cast(p.before as varchar) as before, cast(p.after as varchar) as after, count(*) as entities,
        count(*) filter (where b._day is null) as gone
      from (values ${values}) as p(before, after) join states as a on a._day = p.before
      left join states as b on b._day = p.after and ${load.sameKey('b', 'a')}
      group by p.before, p.after order by p.before`;
  }

  /** Keeps of a FROM item the rows of keys whose state changes. A join says so: of an EXISTS DuckDB sorts out all keys first. */
  #touched(alias: string): string {
    return `semi join ${this.touched} as t on ${this.load.sameKey('t', alias)}`;
  }
}

function covers(alias: string, day: string): string {
  return `${alias}.valid_from <= ${day} and ${day} < coalesce(${alias}.valid_to, ${FOREVER})`;
}

function slotValues(slots: readonly Slot[]): string {
  return `(values ${slots.map(({ day, until }) => `(${date(day)}, ${date(until)})`).join(', ')}) as d(day, until)`;
}

/** The days outside of the slots, as intervals. */
function gapValues(slots: readonly Slot[]): string {
  const gaps: string[] = [];
  let lo = "date '0001-01-01'";
  for (const { day, until } of [...slots].sort((a, b) => (a.day < b.day ? -1 : 1))) {
    if (lo !== date(day)) gaps.push(`(${lo}, ${date(day)})`);
    lo = date(until);
  }
  if (lo !== FOREVER) gaps.push(`(${lo}, ${FOREVER})`);
  return `(values ${gaps.join(', ')}) as g(lo, hi)`;
}
