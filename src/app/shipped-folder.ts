import { fileURLToPath } from 'node:url';

/** The engine's own folder, in a clone as in an installed package: what it ships beside its code lies there. */
export function shippedFolder(): string {
  return fileURLToPath(new URL('../../', import.meta.url));
}
