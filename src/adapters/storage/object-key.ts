import { fail } from '../../errors.ts';

/** Segments without a leading dot: what begins with one is the store's own. */
const KEY = /^[\w=+@-][\w=+@.-]*(?:\/[\w=+@-][\w=+@.-]*)*$/;

/** The key as it is. @throws HoldfastError pathEscapes for one that could leave the target or hide in it. */
export function checkedKey(key: string): string {
  if (!isKey(key)) fail('pathEscapes', { path: key });
  return key;
}

export function isKey(key: string): boolean {
  return KEY.test(key);
}
