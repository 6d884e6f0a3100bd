import { fail } from '../../errors.ts';
import { didYouMean } from '../config/nearest.ts';

/** How a term finds the nodes that it starts from. */
const METHODS = ['name', 'tag', 'path', 'source', 'state'] as const;
export type Method = (typeof METHODS)[number];

/** One term of a selector, such as `2+tag:usage+`. */
export interface Term {
  /** As it was written. */
  readonly text: string;
  readonly method: Method;
  readonly value: string;
  /** How many steps towards what the nodes depend on; Infinity for all. */
  readonly up: number;
  /** How many steps towards what depends on the nodes; Infinity for all. */
  readonly down: number;
  /** `@x`: what depends on the nodes, with everything that those need. */
  readonly at: boolean;
}

/** What a selector chooses: the union of intersections of terms. */
export type Selector = readonly (readonly Term[])[];

const TERM =
  /^(?<at>@)?(?:(?<up>\d*)(?<plus>\+))?(?:(?<method>[a-z_.]+):)?(?<value>[^+@:]+)(?:\+(?<down>\d*))?$/i;

/**
 * dbt's selector syntax: terms separated by spaces are united, terms joined by commas are intersected.
 * @throws HoldfastError badSelector (64).
 */
export function parseSelector(text: string): Selector {
  const unions = text.split(/\s+/).filter((part) => part !== '');
  if (unions.length === 0) fail('badSelector', { term: text, detail: 'it names nothing' });
  return unions.map((union) => union.split(',').map(parseTerm));
}

function parseTerm(text: string): Term {
  const found = TERM.exec(text)?.groups;
  if (!found) return fail('badSelector', { term: text, detail: "it can't be read" });
  const { at, up, plus, method = 'name', value = '', down } = found;
  if (at !== undefined && (plus !== undefined || down !== undefined))
    return fail('badSelector', { term: text, detail: '@ takes in both directions already: leave out the +' });
  if (!isMethod(method)) {
    const hint = didYouMean(method, METHODS) ?? `there are: ${METHODS.join(', ')}`;
    return fail('badSelector', { term: text, detail: `there is no method "${method}"` }, { hint });
  }
  return {
    text,
    method,
    value,
    up: plus === undefined ? 0 : steps(up),
    down: down === undefined ? 0 : steps(down),
    at: at !== undefined,
  };
}

function steps(text: string | undefined): number {
  return text === undefined || text === '' ? Number.POSITIVE_INFINITY : Number(text);
}

function isMethod(name: string): name is Method {
  return (METHODS as readonly string[]).includes(name);
}
