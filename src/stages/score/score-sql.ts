import { WITHHELD } from '../../core/score/ticks.ts';
import { literal } from '../../core/sql/quote.ts';
import { scratchTable } from './score-scratch.ts';

/** Joins the account and the date behind the numbers of a scratch table. */
export function named(table: string): string {
  return `inner join ${scratchTable('accounts')} as accounts on accounts.account_no = ${table}.account_no
    inner join ${scratchTable('days')} as days on days.day_no = ${table}.day_no`;
}

/** Ticks as DECIMAL(9,4), exactly; null where the score is withheld. */
export function points(column: string): string {
  return `cast(nullif(${column}, ${WITHHELD}) * cast(0.0001 as decimal(5,4)) as decimal(9,4))`;
}

/** The word that an index stands for; null beyond the list. */
export function word(words: readonly string[], column: string): string {
  return `[${words.map(literal).join(', ')}][${column} + 1]`;
}
