import type { ModelNode } from '../../core/plan/project-graph.ts';
import {
  countDifferences,
  exampleAbsence,
  exampleDifference,
  type FeaturePair,
} from '../../core/sql/compare-features.ts';
import type { Session } from '../../ports/warehouse.ts';

/** A feature that knew on its as-of date what could not be known by then. */
export interface Leak {
  readonly model: string;
  /** Null where whole rows stand on one side alone. */
  readonly column: string | null;
  readonly asOf: string;
  /** How many of the compared rows differ. */
  readonly rows: number;
  readonly of: number;
  readonly account: string;
  /** The example's value as it is built from everything, and from what was known by then. */
  readonly everything: string | null;
  readonly blind: string | null;
  /** Relations that the model reads and through which the future comes in. */
  readonly through: readonly string[];
}

type Found = Omit<Leak, 'through'>;

/** Where one model stands in the two worlds. */
export function featurePair(node: ModelNode, asOf: string): FeaturePair {
  const columns = node.model.config.columns
    .map(({ name }) => name)
    .filter((name) => name !== 'account_id' && name !== 'as_of');
  return { everything: `everything.${node.relation}`, blind: `blind.${node.relation}`, asOf, columns };
}

/** Every column of a model that differs between two makings of it, with the first account of which it does. */
export async function compareFeatures(session: Session, model: string, pair: FeaturePair): Promise<Found[]> {
  const [counts] = await session.rows<Record<string, number>>(countDifferences(pair));
  const of = counts?.['rows'] ?? 0;
  const absent = counts?.['absent'] ?? 0;
  const found: Found[] = [];
  const head = { model, asOf: pair.asOf, of };
  if (absent > 0) found.push({ ...head, column: null, rows: absent, ...(await oneSided(session, pair)) });
  for (const [i, column] of pair.columns.entries()) {
    const rows = counts?.[`c${i}`] ?? 0;
    if (rows === 0) continue;
    const [example] = await session.rows<{ account_id: string; everything: string; blind: string }>(
      exampleDifference(pair, column),
    );
    const { account_id: account = '', everything = null, blind = null } = example ?? {};
    found.push({ ...head, column, rows, account, everything, blind });
  }
  return found;
}

async function oneSided(
  session: Session,
  pair: FeaturePair,
): Promise<Pick<Found, 'account' | 'everything' | 'blind'>> {
  const [row] = await session.rows<{ account_id: string; in_everything: boolean }>(exampleAbsence(pair));
  const sides = row?.in_everything === true ? ['a row', 'none'] : ['none', 'a row'];
  return { account: row?.account_id ?? '', everything: sides[0] ?? null, blind: sides[1] ?? null };
}
