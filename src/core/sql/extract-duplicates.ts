import type { LoadSql, StagedFileKeys } from './extract-load.ts';
import { identifier, literal } from './quote.ts';

/** A file whose rows compete for their keys. */
export interface Rival {
  readonly fileId: number;
  /** Its place in the order of file date and path. */
  readonly order: number;
  readonly minEventAt: string;
  readonly maxEventAt: string;
}

/**
 * Which of several rows with one key counts. Rows are rivals when the event times of their files overlap, so that a new file
 * is compared with its neighbours in time and not with all of history. A row is beaten by the best of its better rivals,
 * beaten itself or not: the outcome does not depend on the order in which files came.
 */
export class DuplicateSql {
  readonly load: LoadSql;
  /** Keys that more than one row has. */
  readonly keys: string;
  readonly pool: string;
  readonly beaten: string;
  readonly promoted: string;

  constructor(load: LoadSql) {
    this.load = load;
    this.keys = identifier(`${load.stageName}_keys`);
    this.pool = identifier(`${load.stageName}_pool`);
    this.beaten = identifier(`${load.stageName}_beaten`);
    this.promoted = identifier(`${load.stageName}_promoted`);
  }

  /** Keys that the stage itself holds more than once; of a full export, within one file. Answers their number as `Count`. */
  createKeys(): string {
    const file = this.load.source.kind === 'full_export' ? '_file, ' : '';
    return `create or replace temp table ${this.keys} as select ${file}${this.load.keys()} from ${this.load.stage}
      where _fault = 0 group by ${file}${this.load.keys()} having count(*) > 1`;
  }

  /** How many rows of each file have a key that an earlier row of that file has. */
  repeatsWithinFiles(): string {
    const repeated = `select s._file, count(*) - 1 as repeats from ${this.load.stage} as s ${this.#contested('s')}
      where s._fault = 0 group by s._file, ${this.load.keys('s')} having count(*) > 1`;
    return `select _file as file_index, cast(sum(repeats) as bigint) as repeats from (${repeated}) group by _file`;
  }

  /** Adds the keys of the stage that rows of these files in a build relation have too. */
  addSharedKeys(relation: string, fileIds: readonly number[]): string {
    return `insert into ${this.keys} select distinct ${this.load.keys('o')} from ${relation} as o
      semi join (select ${this.load.keys()} from ${this.load.stage} where _fault = 0) as s on ${this.load.sameKey('s', 'o')}
      where o._file_id in (${fileIds.join(', ')})`;
  }

  /** Adds the keys of files about to be removed that a row of a file near them lost by. */
  addOrphanedKeys(removed: readonly number[], near: readonly number[]): string {
    const ids = removed.join(', ');
    const gone = (relation: string) =>
      `select ${this.load.keys()} from ${relation} where _file_id in (${ids})`;
    return `insert into ${this.keys} select distinct ${this.load.keys('l')} from ${this.load.losers} as l
      semi join (${gone(this.load.raw)} union all ${gone(this.load.losers)}) as g on ${this.load.sameKey('g', 'l')}
      where l._file_id in (${near.join(', ')})`;
  }

  /** All rows that compete for a contested key: of the stage, of the raw relation, and those that lost before. */
  createPool(files: readonly StagedFileKeys[], known: readonly number[]): string {
    const { load } = this;
    const fresh = `select ${load.keys('s')}, f.file_id as _file_id, ${load.record} as _record, 'new' as _place, s.rowid as _ref
      from ${load.stage} as s ${this.#contested('s')} join ${load.files(files)} on f.idx = s._file where s._fault = 0`;
    const old = (
      relation: string,
      place: string,
    ) => `select ${load.keys('o')}, o._file_id, o._record, '${place}', null
      from ${relation} as o ${this.#contested('o')} where o._file_id in (${known.join(', ')})`;
    const parts = [fresh, ...(known.length === 0 ? [] : [old(load.raw, 'kept'), old(load.losers, 'lost')])];
    return `create or replace temp table ${this.pool} as ${parts.join(' union all ')}`;
  }

  /** Each row of the pool that a better rival beats, with the best of them. `judged` are the files whose rows may change. */
  createBeaten(rivals: readonly Rival[], judged: readonly number[], direction: 'first' | 'last'): string {
    const sign = direction === 'first' ? 1 : -1;
    const rows = rivals.map(
      (file) =>
        `(${file.fileId}, ${file.order * sign}, timestamp ${literal(file.minEventAt)}, timestamp ${literal(file.maxEventAt)})`,
    );
    const { load } = this;
    return `create or replace temp table ${this.beaten} as
      with rivals(file_id, turn, lo, hi) as (values ${rows.join(', ')}),
      heads as (
        select ${load.keys('p')}, p._file_id, p._best, r.turn as _turn, r.lo as _lo, r.hi as _hi
        from (
          select ${load.keys()}, _file_id, min(_record * ${sign}) as _best from ${this.pool} group by ${load.keys()}, _file_id) as p
        join rivals as r on r.file_id = p._file_id),
      duels as (
        select p._place, p._ref, p._file_id, p._record,
          min(struct_pack(t := h._turn, r := h._best, f := h._file_id)) as _winner
        from ${this.pool} as p join rivals as r on r.file_id = p._file_id join heads as h on ${load.sameKey('h', 'p')}
        where p._file_id in (${judged.join(', ')}) and h._lo <= r.hi and r.lo <= h._hi
          and (h._turn < r.turn or (h._file_id = p._file_id and h._best < p._record * ${sign}))
        group by p._place, p._ref, p._file_id, p._record)
      select _place as place, _ref as ref, _file_id as file_id, _record as record, _winner.f as winner_file,
        _winner.r * ${sign} as winner_record
      from duels`;
  }

  /** Rows that lost before and are beaten no longer. */
  createPromoted(judged: readonly number[]): string {
    return `create or replace temp table ${this.promoted} as
      select _file_id as file_id, _record as record from ${this.pool} as p
      where _place = 'lost' and _file_id in (${judged.join(', ')}) and not exists (
        select 1 from ${this.beaten} as b where b.place = 'lost' and b.file_id = p._file_id and b.record = p._record)`;
  }

  /** Within the files of a full export: which rows of the stage another row of their file beats. */
  createBeatenWithinFiles(files: readonly StagedFileKeys[], direction: 'first' | 'last'): string {
    const { load } = this;
    const pick = direction === 'first' ? 'min' : 'max';
    const best = `${pick}(s.rowid) over (partition by s._file, ${load.keys('s')})`;
    return `create or replace temp table ${this.beaten} as
      select 'new' as place, s._ref as ref, f.file_id, s._ref - f.base + 1 as record, f.file_id as winner_file,
        _best - f.base + 1 as winner_record
      from (select s.rowid as _ref, s._file, ${best} as _best from ${load.stage} as s ${this.#contested('s', 'k._file = s._file')}
        where s._fault = 0) as s
      join ${load.files(files)} on f.idx = s._file where s._ref <> s._best`;
  }

  /** Keeps of a FROM item the rows whose key is contested. A join says so: of an EXISTS DuckDB sorts out all keys first. */
  #contested(alias: string, also = 'true'): string {
    return `semi join ${this.keys} as k on ${this.load.sameKey('k', alias)} and ${also}`;
  }
}
