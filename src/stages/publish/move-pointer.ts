import { canonicalJson } from '../../core/config/canonical-json.ts';
import type { Catalogue, Pointer } from '../../core/publish/catalogue.ts';
import { catalogueKey, POINTER } from '../../core/publish/layout.ts';
import { fail } from '../../errors.ts';
import type { ObjectStore } from '../../ports/object-store.ts';
import { sha256 } from '../sha256.ts';
import { encodeText } from './put-json.ts';

/**
 * Writes a catalogue and moves the pointer to it, if that is still what `expected` was read from (null: if there is none yet).
 * @throws HoldfastError publishRaceLost (75) when another publisher was faster; nobody sees the catalogue then.
 */
export async function movePointer(
  store: ObjectStore,
  catalogue: Catalogue,
  expected: string | null,
): Promise<void> {
  const text = canonicalJson(catalogue);
  const key = catalogueKey(sha256(text));
  await createAgain(store, key, encodeText(text));
  const pointer: Pointer = { format: 1, catalogue: key };
  const moved = await store.swap(POINTER, encodeText(canonicalJson(pointer)), expected);
  if (!moved) fail('publishRaceLost', { location: store.location });
}

/**
 * Writes an object whose name is the hash of its content. One that an interrupted publish left is written once more: its age
 * protects it from being collected before the pointer names it.
 */
async function createAgain(store: ObjectStore, key: string, body: Uint8Array): Promise<void> {
  if (!(await store.create(key, body))) await store.put(key, body);
}
