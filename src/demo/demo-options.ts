/** The first day after the demo company's data, unless another is asked for. */
export const DEMO_END = '2026-11-01';

/** The company that `holdfast demo` makes when nothing is said. */
export const DEMO_DEFAULTS = { accounts: 400, months: 30, seed: 1, end: DEMO_END } as const;

/** Events per account when no total is asked for: one million at the default size. */
export const EVENTS_PER_ACCOUNT = 2_500;

export interface DemoOptions {
  /** Folder of the exports, which are all that it should hold. */
  readonly out: string;
  /** How many customers the company ever had in the time covered. */
  readonly accounts: number;
  readonly months: number;
  readonly seed: number;
  /** About how many product events to make; 2,500 an account without it. */
  readonly events?: number;
  /** First day after the data, YYYY-MM-DD. A later end keeps everything that an earlier one in its month has written. */
  readonly end: string;
  /** Parquet file for the latent health and churn probability behind the data. The pipeline never reads it. */
  readonly truth?: string;
  /** False leaves the planted faults out; the systems' own habits (BOM, date format, quoting) stay. */
  readonly withMess?: boolean;
}
