import type { CalendarRule } from '../../core/plan/calendar.ts';
import type { LearntByVariant } from '../../core/score/learnt.ts';
import { literal } from '../../core/sql/quote.ts';
import type { Session } from '../../ports/warehouse.ts';
import { inDates } from '../transform/pending-build.ts';
import type { CardSet } from './card-set.ts';
import { learnParameters, learnsFromPeers, windowOf } from './learn-parameters.ts';
import type { ScoreDates } from './score-dates.ts';

export type ParametersByDate = ReadonlyMap<string, LearntByVariant>;

/** What a card goes by on the dates that are to be scored or explained: learnt anew for the first, as stored for the others. */
export async function parametersFor(
  session: Session,
  set: CardSet,
  { rescore, explain }: Pick<ScoreDates, 'rescore' | 'explain'>,
  calendar: CalendarRule,
): Promise<ParametersByDate> {
  const found = new Map<string, LearntByVariant>();
  if (!learnsFromPeers(set)) return found;
  for (const [date, learnt] of await readParameters(session, set, explain)) found.set(date, learnt);
  const windows = new Map(rescore.map((date) => [date, windowOf(set, date, calendar)]));
  for (const [date, learnt] of await learnParameters(session, set, windows)) found.set(date, learnt);
  return found;
}

/** What was learnt when some dates were scored. */
export async function readParameters(
  session: Session,
  { card }: CardSet,
  dates: readonly string[],
): Promise<ParametersByDate> {
  const rows = await session.rows<{ as_of: string; variant: string; parameters: string }>(
    `select cast(as_of as varchar) as as_of, variant, parameters from build.scores.score_parameters
     where score_name = $1 and ${inDates('as_of', dates)} order by as_of, variant`,
    [card.name],
  );
  const found = new Map<string, Record<string, LearntByVariant[string]>>();
  for (const { as_of, variant, parameters } of rows) {
    const learnt = found.get(as_of) ?? {};
    learnt[variant] = JSON.parse(parameters);
    found.set(as_of, learnt);
  }
  return found;
}

/** Stores what the dates just scored were scored by, and forgets what dates that are gone were. Within a transaction. */
export async function storeParameters(
  session: Session,
  { card, hash }: CardSet,
  { rescore, drop }: Pick<ScoreDates, 'rescore' | 'drop'>,
  parameters: ParametersByDate,
): Promise<void> {
  await session.run(`delete from build.scores.score_parameters
    where score_name = ${literal(card.name)} and ${inDates('as_of', [...rescore, ...drop])}`);
  const rows = rescore.flatMap((date) =>
    Object.entries(parameters.get(date) ?? {}).map(([variant, learnt]) => ({ date, variant, learnt })),
  );
  const same = <T>(value: T): T[] => rows.map(() => value);
  await session.append('build.scores.score_parameters', [
    { name: 'score_name', type: 'varchar', values: same(card.name) },
    { name: 'as_of', type: 'date', values: rows.map(({ date }) => date) },
    { name: 'scorecard_version', type: 'integer', values: same(card.version) },
    { name: 'scorecard_hash', type: 'varchar', values: same(hash) },
    { name: 'variant', type: 'varchar', values: rows.map(({ variant }) => variant) },
    { name: 'parameters', type: 'varchar', values: rows.map(({ learnt }) => JSON.stringify(learnt)) },
  ]);
}
