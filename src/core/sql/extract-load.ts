import type { SourceDefinition } from '../config/source-definition.ts';
import { losersOf } from './meta-tables.ts';
import { identifier, literal, qualified } from './quote.ts';

/** A file of a batch, as SQL needs it: `idx` is its position in the reader's list, `base` its first rowid in the stage. */
export interface StagedFileKeys {
  readonly index: number;
  readonly fileId: number;
  readonly base: number;
  readonly fileDate: string | null;
  readonly generation: number;
}

/** Builds the statements that move a batch from its stage (temp table `stage`, alias s) into the build file. */
export class LoadSql {
  readonly source: SourceDefinition;
  readonly stageName: string;
  readonly stage: string;
  readonly raw: string;
  readonly losers: string;

  constructor(source: SourceDefinition, stage: string) {
    this.source = source;
    this.stageName = stage;
    this.stage = identifier(stage);
    this.raw = qualified(`build.${source.relation}`);
    this.losers = qualified(`build.${losersOf(source.relation)}`);
  }

  /** The batch's files as a FROM item with alias f. */
  files(files: readonly StagedFileKeys[]): string {
    const rows = files.map((file) => {
      const date = file.fileDate === null ? 'null::date' : `date ${literal(file.fileDate)}`;
      return `(${file.index}, ${file.fileId}, ${file.base}, ${date}, ${file.generation})`;
    });
    return `(values ${rows.join(', ')}) as f(idx, file_id, base, file_date, generation)`;
  }

  /** Declared columns, each under an alias's name: `s."a", s."b"`. */
  columns(alias?: string): string {
    const prefix = alias === undefined ? '' : `${alias}.`;
    return this.source.columns.map(({ name }) => `${prefix}${identifier(name)}`).join(', ');
  }

  keys(alias?: string): string {
    const prefix = alias === undefined ? '' : `${alias}.`;
    return this.source.key.map((name) => `${prefix}${identifier(name)}`).join(', ');
  }

  sameKey(a: string, b: string): string {
    return this.source.key.map((name) => `${a}.${identifier(name)} = ${b}.${identifier(name)}`).join(' and ');
  }

  sameContent(a: string, b: string): string {
    const same = (name: string) => `${a}.${identifier(name)} is not distinct from ${b}.${identifier(name)}`;
    return this.source.columns.map(({ name }) => same(name)).join(' and ');
  }

  get record(): string {
    return '(s.rowid - f.base + 1)';
  }

  eventTime(alias: string): string {
    const column = this.source.event_time;
    return column === undefined ? 'null::timestamp' : `cast(${alias}.${identifier(column)} as timestamp)`;
  }

  /** When a row of the stage could first have been seen; never the wall clock. */
  get knownAt(): string {
    const rule = this.source.known_at ?? 'event_time';
    if (rule === 'event_time') return this.eventTime('s');
    if (rule === 'file') return `greatest(${this.eventTime('s')}, cast(f.file_date as timestamp))`;
    if ('column' in rule) return `cast(s.${identifier(rule.column)} as timestamp)`;
    return `${this.eventTime('s')} + to_days(${rule.delay_days})`;
  }

  /**
   * All that is counted of a stage, as one row: rows that the reader could not split, and for each file its rows, faults,
   * first rowid, ranges and days.
   */
  stats(withBroken: boolean): string {
    const event = this.eventTime('s');
    const known = this.source.known_at === 'file' ? event : this.knownAt;
    const good = 'filter (where _fault = 0)';
    return `select
      ${withBroken ? '(select count(*) from reject_errors)' : '0'} as broken,
      (select list(each) from (
        select _file as file_index, count(*) as rows, count(*) filter (where _fault <> 0) as faults, min(rowid) as base,
          min(${event}) ${good} as min_event_at, max(${event}) ${good} as max_event_at,
          min(${known}) ${good} as min_known_at, max(${known}) ${good} as max_known_at,
          list(distinct cast(${event} as date)) ${good} as days
        from ${this.stage} as s group by _file) as each) as files`;
  }

  /**
   * Good rows of the stage, ready for the raw relation of events. `beaten` is the temp table of rows that lost their key:
   * they are left out, or with `losers` they alone are meant, each with the file that it lost to.
   */
  goodRows(files: readonly StagedFileKeys[], beaten: string | null, losers = false): string {
    const row = `${this.columns('s')}, f.file_id, ${this.record}, ${this.knownAt}`;
    const from = `${this.stage} as s join ${this.files(files)} on f.idx = s._file`;
    if (losers)
      return `select ${row}, b.winner_file from ${from} join ${beaten} as b on b.place = 'new' and b.ref = s.rowid`;
    const rest = beaten === null ? '' : ` and s.rowid not in (select ref from ${beaten} where place = 'new')`;
    return `select ${row} from ${from} where _fault = 0${rest}`;
  }
}
