import type { SourcePlan } from './plan-source.ts';
import type { PlannedSource } from './planned-source.ts';

/** What is worth a word about a source and no reason to stop. */
export function notesOf({ source, known, plan, reset }: PlannedSource): string[] {
  const empty = known.filter((one) => one.kind === 'candidate' && one.content.is === 'empty');
  const gone = known.filter((one) => one.kind === 'absent');
  return [
    ...(reset ? [`${source.file} declares it differently: everything is loaded anew`] : []),
    ...unknownColumns(plan.items),
    ...(empty.length === 0 ? [] : [`no rows in ${some(empty.map((one) => one.path))}`]),
    ...(gone.length === 0 ? [] : [`gone, what they brought stays: ${some(gone.map((one) => one.path))}`]),
  ];
}

/** Columns that one note names. */
const SHOWN = 20;

/** One note for all columns that the same files have and the source does not declare. */
function unknownColumns(items: SourcePlan['items']): string[] {
  const filesOf = new Map<string, string[]>();
  for (const { file, layout } of items)
    for (const column of layout?.unknown ?? [])
      filesOf.set(column, [...(filesOf.get(column) ?? []), file.path]);
  const columnsOf = new Map<string, string[]>();
  for (const [column, files] of filesOf)
    columnsOf.set(some(files), [...(columnsOf.get(some(files)) ?? []), `"${column.slice(0, 60)}"`]);
  return [...columnsOf].map(([files, columns]) => {
    if (columns.length === 1) return `column ${columns[0]} is not declared, in ${files}`;
    const more = columns.length > SHOWN ? ` and ${columns.length - SHOWN} more` : '';
    return `columns ${columns.slice(0, SHOWN).join(', ')}${more} are not declared, in ${files}`;
  });
}

function some(paths: readonly string[]): string {
  const rest = paths.length - 1;
  return rest === 0 ? (paths[0] ?? '') : `${paths[0]} and ${rest} more`;
}
