import { compareText } from '../config/canonical-json.ts';

/** A sorted copy, in the one order that every machine agrees on. */
export function byName<T extends { readonly name: string }>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => compareText(a.name, b.name));
}
