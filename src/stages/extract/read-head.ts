import type { SourceFiles } from '../../ports/source-files.ts';

/** The beginning of a file as text. */
export interface Head {
  readonly text: string;
  /** The text is the whole file. */
  readonly whole: boolean;
}

export type Encoding = 'utf-8' | 'utf-16' | 'latin-1';

/** TextDecoder's names; its 'latin1' would mean windows-1252. */
const LABELS = { 'utf-8': 'utf-8', 'utf-16': 'utf-16le', 'latin-1': null } as const;
const ENOUGH = 1 << 16;
const TOO_MUCH = 1 << 20;

/**
 * Reads at least 64 KiB from the beginning, and on until `satisfied`. A byte-order mark is dropped.
 * Answers what there is at the end of the file, or after 1 MiB.
 */
export async function readHead(
  files: SourceFiles,
  file: { readonly path: string; readonly encoding: Encoding },
  satisfied: (text: string) => boolean,
): Promise<Head> {
  const decode = textDecoder(file.encoding);
  let text = '';
  for await (const content of files.content(file.path)) {
    for (let at = 0; at < content.length; at += ENOUGH) {
      text += decode(content.subarray(at, at + ENOUGH));
      if (text.length >= ENOUGH && (text.length > TOO_MUCH || satisfied(text)))
        return { text: withoutMark(text), whole: false };
    }
  }
  return { text: withoutMark(text), whole: true };
}

const withoutMark = (text: string) => text.replace(/^\ufeff/, '');

/** Turns pieces of bytes into text; bytes that are no text become U+FFFD. */
export function textDecoder(encoding: Encoding): (piece: Uint8Array) => string {
  const label = LABELS[encoding];
  if (label === null)
    return (piece) => Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).toString('latin1');
  const decoder = new TextDecoder(label, { ignoreBOM: true });
  return (piece) => decoder.decode(piece, { stream: true });
}
