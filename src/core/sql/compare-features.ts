import { identifier, literal, qualified } from './quote.ts';

/** Two makings of one feature model, compared on one as-of date by account. */
export interface FeaturePair {
  /** catalog.schema.name */
  readonly everything: string;
  readonly blind: string;
  readonly asOf: string;
  readonly columns: readonly string[];
}

/** One row: `rows` compared, `absent` from one side, and as c0, c1, … how many rows differ in each column. */
export function countDifferences(pair: FeaturePair): string {
  const counts = pair.columns.map((column, i) => `count(*) filter (where ${differs(column)}) as c${i}`);
  const absent = 'count(*) filter (where e.account_id is null or b.account_id is null) as absent';
  return `select ${['count(*) as rows', absent, ...counts].join(', ')} from ${joined(pair)}`;
}

/** The first account, by its id, of which a column differs: account_id, everything, blind. */
export function exampleDifference(pair: FeaturePair, column: string): string {
  const name = identifier(column);
  return `select e.account_id as account_id, cast(e.${name} as varchar) as everything, cast(b.${name} as varchar) as blind
    from ${joined(pair)} where ${differs(column)} order by e.account_id limit 1`;
}

/** The first account that stands on one side alone: account_id, and whether the other side is the blind one. */
export function exampleAbsence(pair: FeaturePair): string {
  return `select coalesce(e.account_id, b.account_id) as account_id, b.account_id is null as in_everything
    from ${joined(pair)} where e.account_id is null or b.account_id is null order by account_id limit 1`;
}

/** Of rows that stand on both sides. */
function differs(column: string): string {
  const name = identifier(column);
  return `e.account_id is not null and b.account_id is not null and e.${name} is distinct from b.${name}`;
}

function joined({ everything, blind, asOf }: FeaturePair): string {
  const of = (relation: string) =>
    `(select * from ${qualified(relation)} where as_of = date ${literal(asOf)})`;
  return `${of(everything)} as e full join ${of(blind)} as b on e.account_id = b.account_id`;
}
