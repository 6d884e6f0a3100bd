/** A file that was made to do harm, or that a broken exporter wrote, and what has to become of it. */
export interface HostileFile {
  readonly what: string;
  /** Its ending says what it claims to be. */
  readonly ending: 'csv' | 'csv.gz' | 'jsonl' | 'jsonl.gz' | 'parquet';
  readonly content: () => string | Uint8Array;
  /** The ids of all rows that a careful reader would keep; or the problem by which the whole file is refused. */
  readonly outcome: { readonly kept: readonly string[] } | { readonly refused: string };
}

export const HEADER = 'id,account_id,at,amount\n';

/** A row that nothing is wrong with. */
export const good = (id: string) => `${id},a,2026-01-05 10:00:00,1.50\n`;

export const kept = (...ids: readonly string[]) => ({ kept: ids });
export const refused = (problem: string) => ({ refused: problem });

/** So many characters of text, without a word. */
export const filler = (length: number, character = 'x') => character.repeat(length);
