import type { ExtractContext } from './extract-context.ts';
import type { FoundFile } from './find-files.ts';
import type { Layout } from './layout.ts';
import { type LineAnswer, type LineQuestion, physicalLines } from './physical-lines.ts';

/** The physical lines of records (ascending) and of broken rows; nothing where the format has no lines. */
export async function linesOf(
  context: ExtractContext,
  { file, layout }: { readonly file: FoundFile; readonly layout: Layout | null },
  question: LineQuestion,
): Promise<LineAnswer> {
  const nothing = question.records.length === 0 && question.broken.length === 0;
  if (nothing || layout === null || layout.lines === null) return { records: [], broken: [] };
  return physicalLines(context.files.content(file.path), layout.lines, question);
}
