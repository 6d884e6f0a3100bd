import { classMissing } from './class-missing.ts';
import { countClasses } from './count-classes.ts';
import type { Counts, Reason } from './estimate.ts';
import { type TieBlocks, tieBlocks } from './tie-blocks.ts';
import { eventsAmong } from './top-share.ts';

/** One slice of accounts, riskiest slice first. */
interface GainsRow {
  /** Rows in the slice; not whole when n isn't a multiple of the slices. */
  readonly rows: number;
  /** Churned accounts in the slice, ties counted fairly. */
  readonly events: number;
  readonly churnRate: number;
  /** Churn rate of the slice over that of all. */
  readonly lift: number;
  /** Share of all churned found in this and the riskier slices. */
  readonly capture: number;
  /** Lift of this and the riskier slices together. */
  readonly cumulativeLift: number;
}

export interface GainsTable extends Counts {
  readonly rows: readonly GainsRow[];
  /** Fewer distinct scores than slices were asked for: one slice a score instead. */
  readonly merged: boolean;
  readonly reason: Reason | null;
}

/**
 * Gains table, by default in tenths: churn rate, lift and capture of each slice from the riskiest to the healthiest.
 *
 * Formula: as `topShare`, slice by slice. Ties: a block of equal scores is spread evenly over the slices it lies in.
 * Edges: one class: no rows; fewer distinct scores than slices: a row for each score, `merged`.
 * Units: accounts and shares. Source: as `topShare`. Cost: one sort.
 *
 * @example gainsTable(scores, churned).rows[0]?.lift
 */
export function gainsTable(scores: Float64Array, churned: Uint8Array, slices = 10): GainsTable {
  const counts = countClasses(churned);
  const reason = classMissing(counts);
  const blocks = tieBlocks(scores, churned);
  const merged = blocks.count < slices;
  if (reason !== null) return { ...counts, rows: [], merged, reason };
  const ends = merged ? blockEnds(blocks) : sliceEnds(counts.n, slices);
  const rows = ends.map((end, i) => gainsRow(blocks, counts, [ends[i - 1] ?? 0, end]));
  return { ...counts, rows, merged, reason };
}

function gainsRow(blocks: TieBlocks, counts: Counts, [from, to]: readonly [number, number]): GainsRow {
  const cumulative = eventsAmong(blocks, to).events;
  const events = cumulative - eventsAmong(blocks, from).events;
  const rows = to - from;
  const overall = counts.n1 / counts.n;
  return {
    rows,
    events,
    churnRate: events / rows,
    lift: events / rows / overall,
    capture: cumulative / counts.n1,
    cumulativeLift: cumulative / to / overall,
  };
}

function sliceEnds(n: number, slices: number): number[] {
  return Array.from({ length: slices }, (_, i) => (n * (i + 1)) / slices);
}

function blockEnds({ churned, renewed }: TieBlocks): number[] {
  let end = 0;
  return Array.from(churned, (lost, b) => {
    end += lost + (renewed[b] as number);
    return end;
  });
}
