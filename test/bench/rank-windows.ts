import { openWarehouse } from '../../src/adapters/duckdb/open-warehouse.ts';

/** What a hand would write in DuckDB for the same decisions: mid-ranks by windows, without interval or p. */
const AUC = `
  select (sum(mid_rank) filter (churned) - n1 * (n1 + 1) / 2) / (n1 * n0) as auc
  from (
    select churned, rank() over (order by score) + (count(*) over (partition by score) - 1) / 2 as mid_rank from decisions)
  cross join (select count(*) filter (churned) as n1, count(*) filter (not churned) as n0 from decisions)
  group by n1, n0`;
const SPEARMAN = `
  select corr(score_rank, churned_rank) as rho
  from (
    select rank() over (order by score) + (count(*) over (partition by score) - 1) / 2 as score_rank,
      rank() over (order by churned) + (count(*) over (partition by churned) - 1) / 2 as churned_rank
    from decisions)`;

export interface RankWindows {
  readonly aucSeconds: number;
  readonly spearmanSeconds: number;
  readonly auc: number;
  readonly rho: number;
}

/** Best of three on two threads, from a table in memory. */
export async function benchRankWindows(scores: Float64Array, churned: Uint8Array): Promise<RankWindows> {
  const warehouse = await openWarehouse({ threads: 2 });
  try {
    await warehouse.run('create table decisions (score double, churned boolean)');
    await warehouse.append('memory.main.decisions', [
      { name: 'score', type: 'double', values: scores },
      { name: 'churned', type: 'boolean', values: Array.from(churned, (one) => one === 1) },
    ]);
    const timed = async (sql: string): Promise<{ seconds: number; value: number }> => {
      let seconds = Number.POSITIVE_INFINITY;
      let value = Number.NaN;
      for (let round = 0; round < 3; round++) {
        const start = performance.now();
        const [row] = await warehouse.rows<Record<string, number>>(sql);
        seconds = Math.min(seconds, (performance.now() - start) / 1000);
        value = Object.values(row ?? {})[0] ?? Number.NaN;
      }
      return { seconds, value };
    };
    const [auc, rho] = [await timed(AUC), await timed(SPEARMAN)];
    return { aucSeconds: auc.seconds, spearmanSeconds: rho.seconds, auc: auc.value, rho: rho.value };
  } finally {
    warehouse.close();
  }
}
