/** What became of a contract when its term ended. */
export const OUTCOMES = ['renewed', 'contracted', 'expanded', 'churned', 'open'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Renewal decisions by columns, in the order of their ids. Days are YYYY-MM-DD, instants YYYY-MM-DD HH:MM:SS in UTC. */
export interface Decisions {
  readonly rows: number;
  readonly ids: readonly string[];
  readonly accounts: readonly string[];
  /** First day of the term that was decided about. */
  readonly termStart: readonly string[];
  /** Day on which the contract ends. */
  readonly decisionDate: readonly string[];
  readonly outcome: readonly Outcome[];
  /** Instant of the first sign of the outcome; null while open. */
  readonly knownAt: readonly (string | null)[];
  readonly segment: readonly (string | null)[];
  /** Cents a year that were up for renewal, and that were renewed; NaN where the project does not say. */
  readonly arrBefore: Float64Array;
  readonly arrAfter: Float64Array;
}
