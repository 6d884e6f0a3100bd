import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';

const HASH_BYTES = 32;

/**
 * One answer of each kind, kept below .holdfast/cache for as long as its question stays the same. It is a cache and nothing
 * else: without it, or where it can't be written or is damaged, the answer is worked out again.
 */
export class AnswerCache {
  readonly #folder: string;

  constructor(projectDir: string) {
    this.#folder = join(projectDir, '.holdfast', 'cache');
  }

  /** What was answered to the question with this key; undefined where the last one was another. */
  get(kind: string, key: string): unknown {
    try {
      const bytes = readFileSync(this.#file(kind));
      const [head, body] = [bytes.subarray(0, HASH_BYTES), bytes.subarray(HASH_BYTES)];
      return head.equals(digest(key, body)) ? deserialize(body) : undefined;
    } catch {
      return undefined;
    }
  }

  /** Keeps `answer`, which must be plain data, in the place of the one before. */
  put(kind: string, key: string, answer: unknown): void {
    const file = this.#file(kind);
    const draft = `${file}.${process.pid}`;
    try {
      const body = serialize(answer);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(draft, Buffer.concat([digest(key, body), body]), { mode: 0o600 });
      renameSync(draft, file);
    } catch {
      removeDraft(draft);
    }
  }

  #file(kind: string): string {
    return join(this.#folder, kind);
  }
}

/** Of key and answer together: one that fits says that the question is the same and that the answer is whole. */
function digest(key: string, body: Buffer): Buffer {
  return createHash('sha256').update(key).update(body).digest();
}

function removeDraft(draft: string): void {
  try {
    rmSync(draft, { force: true });
  } catch {
    // What can't be removed was never there.
  }
}
