import { nearest } from '../core/config/nearest.ts';
import { fail } from '../errors.ts';
import type { Session } from '../ports/warehouse.ts';

interface Account {
  readonly id: string;
  readonly name: string | null;
}

/**
 * The id of the published account with that id, or with that name whatever its case.
 * @throws HoldfastError unknownAccount with the nearest names, ambiguousAccount with the ids.
 */
export async function findAccount(serving: Session, score: string, wanted: string): Promise<string> {
  const accounts = await serving.rows<Account>(
    `select account_id as id, arg_max(account_name, as_of) as name from scores where score_name = $1
     group by account_id order by account_id`,
    [score],
  );
  if (accounts.some(({ id }) => id === wanted)) return wanted;
  const lower = wanted.toLowerCase();
  const named = accounts.filter(({ id, name }) => [id, name].some((text) => text?.toLowerCase() === lower));
  const [only, ...others] = named;
  if (only === undefined)
    return fail('unknownAccount', { account: wanted }, { hint: suggest(wanted, accounts) });
  if (others.length > 0)
    fail('ambiguousAccount', { account: wanted, ids: named.map(({ id }) => id).join(', ') });
  return only.id;
}

function suggest(
  wanted: string,
  accounts: readonly { id: string; name: string | null }[],
): string | undefined {
  const lower = wanted.toLowerCase();
  const containing = accounts
    .flatMap(({ name }) => (name?.toLowerCase().includes(lower) ? [name] : []))
    .slice(0, 3);
  const close = nearest(
    wanted,
    accounts.flatMap(({ id, name }) => (name === null ? [id] : [id, name])),
  );
  const found = [...new Set(close === undefined ? containing : [close, ...containing])];
  return found.length === 0 ? undefined : `did you mean ${found.map((name) => `"${name}"`).join(' or ')}?`;
}
