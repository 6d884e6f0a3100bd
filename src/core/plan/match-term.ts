import { fail } from '../../errors.ts';
import { didYouMean } from '../config/nearest.ts';
import type { Method, Term } from './parse-selector.ts';
import type { SelectionNode } from './selection-node.ts';

/** The nodes that a term starts from, before it goes up or down. @throws HoldfastError unknownSelection, badSelector (64). */
export function matchTerm(
  term: Term,
  nodes: readonly SelectionNode[],
  modified: ReadonlySet<string>,
): SelectionNode[] {
  if (term.method === 'state') return nodes.filter(({ id }) => isModified(term, id, modified));
  const { namesOf, known } = FINDERS[term.method];
  const matches = matcher(term.method === 'path' ? plainPath(term.value) : term.value);
  const found = nodes.filter((node) => namesOf(node).some(matches));
  if (found.length > 0) return found;
  const candidates = [...new Set(nodes.flatMap(known))].sort();
  const listed = candidates.length <= MOST_LISTED ? candidates.join(', ') : '';
  const hint = didYouMean(term.value, candidates) ?? (listed === '' ? undefined : `there are: ${listed}`);
  return fail('unknownSelection', { term: term.text }, { hint });
}

/** More candidates than this are no help. */
const MOST_LISTED = 12;

interface Finder {
  /** Names of a node that the term's value may match. */
  readonly namesOf: (node: SelectionNode) => readonly string[];
  /** Of these, what a hint may propose. */
  readonly known: (node: SelectionNode) => readonly string[];
}

const FINDERS: Readonly<Record<Exclude<Method, 'state'>, Finder>> = {
  name: {
    // A source or a seed is meant only by its full name or by a method of its own: a model may have the same short one.
    namesOf: ({ id, name, kind }) => (kind === 'source' || kind === 'seed' ? [id] : [id, name]),
    known: ({ id, name, kind }) => (kind === 'source' || kind === 'seed' ? [id] : [name, id]),
  },
  tag: { namesOf: ({ tags }) => tags, known: ({ tags }) => tags },
  path: { namesOf: ({ file }) => folders(file), known: ({ file }) => folders(file) },
  source: {
    namesOf: ({ system, name }) => (system === null ? [] : [system, name, name.replace('__', '.')]),
    known: ({ system, name }) => (system === null ? [] : [system, name]),
  },
};

function isModified(term: Term, id: string, modified: ReadonlySet<string>): boolean {
  if (term.value !== 'modified')
    fail(
      'badSelector',
      { term: term.text, detail: `there is no state "${term.value}"` },
      { hint: 'there is: modified' },
    );
  return modified.has(id);
}

/** A file and all folders that it lies in. */
function folders(file: string): string[] {
  const parts = file.split('/');
  return parts.map((_, i) => parts.slice(0, i + 1).join('/'));
}

function plainPath(path: string): string {
  return path.replaceAll('\\', '/').replace(/^\.\//, '').replace(/\/+$/, '');
}

/** `*` stands for any characters, `?` for one. */
function matcher(pattern: string): (name: string) => boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const expression = new RegExp(`^${source}$`);
  return (name) => expression.test(name);
}
