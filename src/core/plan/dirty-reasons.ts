import type { ModelNode } from './project-graph.ts';

/** Why a model is not right as it stands. */
export type DirtyReason =
  | { readonly kind: 'never_built' }
  /** Its own SQL says something else. */
  | { readonly kind: 'sql' }
  | { readonly kind: 'macro'; readonly name: string }
  | { readonly kind: 'seed'; readonly relation: string }
  /** Something that it reads, directly or through others, says something else. */
  | { readonly kind: 'upstream'; readonly relation: string; readonly why: string }
  /** It was built from rows that were themselves not right then. */
  | { readonly kind: 'stale_input' }
  /** Rows came, went or changed; `path` is null where the file that brought them is no longer known. */
  | {
      readonly kind: 'rows';
      readonly source: string;
      readonly path: string | null;
      readonly knownFrom: string;
    }
  /** It was never built for these dates. */
  | { readonly kind: 'dates'; readonly dates: readonly string[] };

type Parts = Readonly<Record<string, string>>;

/** What has changed of everything but data that a model is made of. */
export function partReasons(
  { relation, dependsOn }: ModelNode,
  { before, after }: { readonly before: Parts; readonly after: Parts },
): DirtyReason[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const changed = names.filter((name) => before[name] !== after[name]);
  if (changed.length === 0) return [{ kind: 'stale_input' }];
  return changed.map((name): DirtyReason => {
    if (name === relation) return { kind: 'sql' };
    if (name.startsWith('macro.')) return { kind: 'macro', name: name.slice('macro.'.length) };
    if (name.startsWith('seeds.')) return { kind: 'seed', relation: name };
    const why = after[name] === undefined ? 'it is read no longer' : 'its SQL changed';
    return { kind: 'upstream', relation: name, why: dependsOn.includes(name) ? why : `${why}, further up` };
  });
}

/** In words for a person. */
export function reasonText(reason: DirtyReason): string {
  switch (reason.kind) {
    case 'never_built':
      return 'never built';
    case 'sql':
      return 'its SQL changed';
    case 'macro':
      return `macro ${reason.name} changed`;
    case 'seed':
      return `${reason.relation} changed`;
    case 'upstream':
      return `${reason.relation}: ${reason.why}`;
    case 'stale_input':
      return 'built from what was stale';
    case 'rows':
      return `rows of ${reason.path ?? reason.source}${reason.knownFrom === '' ? '' : ` known from ${reason.knownFrom.slice(0, 10)}`}`;
    case 'dates':
      return `not built for ${reason.dates[0] ?? ''}${reason.dates.length > 1 ? ` and ${reason.dates.length - 1} more` : ''}`;
  }
}
