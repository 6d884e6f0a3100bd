import { identifier, qualified } from '../../../core/sql/quote.ts';

/** What is taken of a relation at the grain account_id x as_of. */
export interface Side {
  /** schema.name */
  readonly relation: string;
  /** SQL of its columns, each with a name that no other side has. @param alias what the relation is called there */
  columns(alias: string): readonly string[];
}

/**
 * SQL for some pairs with what many relations know of them, null where they know nothing. Each relation is cut to its dates first:
 * on the right of an outer join DuckDB would read all of them. And they are joined by groups, as many as have members: a
 * row that grows over 46 joins in a line is copied 46 times, which took six times the work for 250 columns.
 *
 * @param pairs a query of account_id and as_of
 * @param dates a condition on as_of that holds for all pairs
 */
export function sideBySide(pairs: string, dates: string, sides: readonly Side[]): string {
  const size = Math.ceil(Math.sqrt(sides.length));
  const groups = Array.from({ length: size }, (_, g) => sides.slice(g * size, (g + 1) * size)).filter(
    (group) => group.length > 0,
  );
  const group = (members: readonly Side[], g: number): string => {
    const cut = ({ relation }: Side) => `select * from ${qualified(`build.${relation}`)} where ${dates}`;
    const columns = members.flatMap((side, s) => side.columns(`side_${s}`).map((column) => `, ${column}`));
    const joins = members.map(
      (side, s) => `
      left join (${cut(side)}) as side_${s}
        on side_${s}.account_id = pairs.account_id and side_${s}.as_of = pairs.as_of`,
    );
    return `,
  group_${g} as materialized (
    select pairs.account_id, pairs.as_of${columns.join('')}
    from pairs${joins.join('')}
  )`;
  };
  const names = groups.map((_, g) => identifier(`group_${g}`));
  return `
  with
  pairs as materialized (${pairs})${groups.map(group).join('')}
  select pairs.*${names.map((name) => `, ${name}.* exclude (account_id, as_of)`).join('')}
  from pairs${names.map((name) => ` inner join ${name} using (account_id, as_of)`).join('')}`;
}
