/** Wall time, for run records and progress only: nothing that is published may depend on it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}
