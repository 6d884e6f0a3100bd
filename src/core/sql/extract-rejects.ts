import { DuplicateSql } from './extract-duplicates.ts';
import type { LoadSql, StagedFileKeys } from './extract-load.ts';
import { REDACTED, readFault } from './extract-stage.ts';
import { identifier, literal } from './quote.ts';

/** The statements that write build.meta.rejects for a batch. */
export class RejectSql {
  readonly load: LoadSql;
  readonly duplicates: DuplicateSql;
  /** Temp table of (file_id, record, line). */
  readonly lines: string;

  constructor(load: LoadSql) {
    this.load = load;
    this.duplicates = new DuplicateSql(load);
    this.lines = identifier(`${load.stageName}_lines`);
  }

  get createLines(): string {
    return `create or replace temp table ${this.lines} (file_id integer, record bigint, line bigint)`;
  }

  /** Records of the batch and of displaced rows that a reject will name: file_id, record, in order. */
  recordsToLocate(files: readonly StagedFileKeys[], withBeaten: boolean): string {
    const { load, duplicates } = this;
    const faults = `select f.file_id, ${load.record} as record from ${load.stage} as s join ${load.files(files)} on f.idx = s._file where s._fault <> 0`;
    const beaten = `select file_id, record from ${duplicates.beaten} where place <> 'lost'`;
    return `select file_id, record from (${[faults, ...(withBeaten ? [beaten] : [])].join(' union all ')}) order by file_id, record`;
  }

  /** Rows of the stage with a fault. `codes` are the faults that occur. */
  insertFaults(
    files: readonly (StagedFileKeys & { readonly path: string })[],
    codes: readonly number[],
  ): string {
    const { load } = this;
    const { source } = load;
    const meaning = codes.map((code) => {
      const { column, reason } = readFault(source, code);
      return `(${code}, ${column === null ? 'null::varchar' : literal(column)}, ${literal(reason)})`;
    });
    return `insert into build.meta.rejects
      select ${literal(source.relation)}, f.file_id, p.path, ${load.record}, l.line, c.column_name, s._value, c.reason, null
      from ${load.stage} as s join ${load.files(files)} on f.idx = s._file join ${paths(files)} on p.file_id = f.file_id
      join (values ${meaning.join(', ')}) as c(code, column_name, reason) on c.code = s._fault
      left join ${this.lines} as l on l.file_id = f.file_id and l.record = ${load.record}
      where s._fault <> 0 order by f.file_id, s.rowid`;
  }

  /** Rows beaten by another row of their key, with what they lost to. `all` are the paths of every file concerned. */
  insertBeaten(
    all: readonly { readonly fileId: number; readonly path: string }[],
    from: 'new' | 'kept',
  ): string {
    const { load, duplicates } = this;
    const row =
      from === 'new'
        ? `${load.stage} as r on r.rowid = b.ref`
        : `${load.raw} as r on r._file_id = b.file_id and r._record = b.record`;
    return `insert into build.meta.rejects
      select ${literal(load.source.relation)}, b.file_id, p.path, b.record, l.line, ${literal(load.source.key.join(', '))},
        ${this.#keyText('r')}, 'duplicate_key', ${kept('w', 'b')}
      from ${duplicates.beaten} as b join ${row} join ${paths(all)} on p.file_id = b.file_id
      join ${paths(all, 'w')} on w.file_id = b.winner_file
      left join ${this.lines} as l on l.file_id = b.file_id and l.record = b.record
      where b.place = '${from}' order by b.file_id, b.record`;
  }

  /** Rows that had lost already and lose to another row now. */
  renameWinners(all: readonly { readonly fileId: number; readonly path: string }[]): string {
    return `update build.meta.rejects as x set detail = ${kept('w', 'b')}
      from ${this.duplicates.beaten} as b join ${paths(all, 'w')} on w.file_id = b.winner_file
      where b.place = 'lost' and x.file_id = b.file_id and x.record = b.record and x.reason = 'duplicate_key'`;
  }

  removePromoted(): string {
    return `delete from build.meta.rejects as x where reason = 'duplicate_key' and exists (
      select 1 from ${this.duplicates.promoted} as p where p.file_id = x.file_id and p.record = x.record)`;
  }

  #keyText(alias: string): string {
    const { source } = this.load;
    const secret = source.columns.some((column) => column.personal && source.key.includes(column.name));
    if (secret) return literal(REDACTED);
    return `concat_ws(', ', ${source.key.map((name) => `cast(${alias}.${identifier(name)} as varchar)`).join(', ')})`;
  }
}

const kept = (winner: string, beaten: string) =>
  `'kept: ' || ${winner}.path || ' record ' || ${beaten}.winner_record`;

function paths(files: readonly { readonly fileId: number; readonly path: string }[], alias = 'p'): string {
  const values = files.map(({ fileId, path }) => `(${fileId}, ${literal(path)})`).join(', ');
  return `(values ${values}) as ${alias}(file_id, path)`;
}
