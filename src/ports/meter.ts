/** What a piece of work took. */
export interface Spent {
  readonly milliseconds: number;
  /** The most that the database held in memory meanwhile, whoever needed it; null where that was not looked at. */
  readonly memoryBytes: number | null;
  /** The most that it had spilled to disk meanwhile. */
  readonly spillBytes: number | null;
}

/** Measures pieces of work, which may overlap. */
export interface Meter {
  /** Begins one; what comes back ends it. */
  begin(): () => Spent;
}
