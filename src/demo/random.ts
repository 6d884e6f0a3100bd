import { PURPOSES, type Purpose } from './purposes.ts';

/**
 * Seeded draws as SQL expressions. A draw is the hash of ONE integer, made of the thing's own number and the purpose's:
 * hashing several arguments gives correlated draws, and any state would depend on the order of rows.
 */

/** Half of the 256 purposes a number has room for; the other half gives normal draws their second uniform. */
const SECOND = 128;

/** Statements that define the draws for `seed` on one connection. */
export function defineDraws(seed: number): readonly string[] {
  const salt = `hash(cast(${Math.trunc(seed)} as bigint))`;
  return [
    `create or replace temp macro demo_uniform(id, purpose) as
      cast(hash(xor(cast(id as ubigint) * 256 + purpose, ${salt})) >> 11 as double) * 1.1102230246251565e-16`,
    `create or replace temp macro demo_normal(id, purpose) as
      sqrt(-2 * ln(demo_uniform(id, purpose) + 1e-16)) * cos(6.283185307179586 * demo_uniform(id, purpose + ${SECOND}))`,
    `create or replace temp macro demo_between(id, purpose, low, high) as
      low + cast(floor(demo_uniform(id, purpose) * (high - low + 1)) as integer)`,
  ];
}

/** A draw in [0, 1) for the thing numbered by the SQL expression `id`. */
export function uniform(purpose: Purpose, id = 'n'): string {
  return `demo_uniform(${id}, ${PURPOSES.indexOf(purpose)})`;
}

/** A standard normal draw. */
export function normal(purpose: Purpose, id = 'n'): string {
  return `demo_normal(${id}, ${PURPOSES.indexOf(purpose)})`;
}

/** A whole number from `low` to `high`, both included; both may be SQL expressions. */
export function between(purpose: Purpose, low: number | string, high: number | string, id = 'n'): string {
  return `demo_between(${id}, ${PURPOSES.indexOf(purpose)}, ${low}, ${high})`;
}

/** One of `values` with equal chances. */
export function pick(values: readonly string[], purpose: Purpose, id = 'n'): string {
  const list = values.map((value) => `'${value.replaceAll("'", "''")}'`).join(', ');
  return `([${list}])[${between(purpose, 1, values.length, id)}]`;
}
