import type { DemoContext } from './demo-context.ts';

/** Faults that a typed load has to refuse; the others are loadable and wrong. */
export const REJECTED = ['impossible_date', 'negative_amount', 'truncated_line'] as const;

export interface Fault {
  readonly kind: string;
  /**
   * Place in the file of its first row with this fault, from 1. Rejects and duplicates of a file together have to stay
   * below one per cent of it, however small it is: so the first lies past 100 rows, the second past 200, and so on.
   */
  readonly first: number;
  /** Rows from one fault to the next. */
  readonly every: number;
  /** SQL assignments that spoil the row. */
  readonly set?: string;
}

const place = ({ first, every }: Fault) =>
  `fault is null and place >= ${first} and (place - ${first}) % ${every} = 0`;
const numbered = 'select *, row_number() over (partition by file order by seq) as place from demo_rows';

/** Spoils every so-manieth row of each file of `demo_rows`, where it has no fault yet. Nothing without mess. */
export async function plantFault(context: DemoContext, fault: Fault): Promise<void> {
  if (!context.mess) return;
  const set = [`fault = '${fault.kind}'`, ...(fault.set === undefined ? [] : [fault.set])].join(', ');
  await context.session.run(`
    update demo_rows set ${set}
    where (file, seq) in (select (file, seq) from (${numbered}) where ${place(fault)})`);
}

/** Writes every so-manieth row twice, one after the other. */
export async function plantDuplicates(context: DemoContext, first: number, every: number): Promise<void> {
  if (!context.mess) return;
  const fault: Fault = { kind: 'duplicate_row', first, every };
  await context.session.run(`
    insert into demo_rows
    select * exclude (place) replace (seq + 1 as seq, '${fault.kind}' as fault)
    from (${numbered}) where ${place(fault)}`);
}
