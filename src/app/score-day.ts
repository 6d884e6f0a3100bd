/** One score on one day. */
export interface ScoreDay {
  readonly score_name: string;
  readonly as_of: string;
}
