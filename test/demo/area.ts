import type { Session } from '../../src/ports/warehouse.ts';

/** Area under the ROC curve of `score` (higher is better) against `churned`, with mid-ranks, by SQL over `relation`. */
export async function area(session: Session, relation: string, score: string): Promise<number> {
  const [row] = await session.rows<{ auc: number }>(`
    with ranked as (
      select churned, rank() over (order by ${score}) + (count(*) over (partition by ${score}) - 1) / 2 as place
      from ${relation} where (${score}) is not null
    )
    select (sum(place) filter (not churned) - count(*) filter (not churned) * (count(*) filter (not churned) + 1) / 2)
      / (count(*) filter (churned) * count(*) filter (not churned)) as auc
    from ranked`);
  return row?.auc ?? Number.NaN;
}
