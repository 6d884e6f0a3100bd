import { canonicalJson } from '../../core/config/canonical-json.ts';
import type { ObjectStore } from '../../ports/object-store.ts';

export function encodeText(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Writes or replaces a small published file as canonical JSON. */
export async function putJson(store: ObjectStore, key: string, value: unknown): Promise<void> {
  await store.put(key, encodeText(canonicalJson(value)));
}
