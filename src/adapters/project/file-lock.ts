import { link, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fail } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { HeldLock, Lock, LockHolder } from '../../ports/lock.ts';
import {
  type Claim,
  findClaim,
  generationOf,
  isHere,
  lives,
  newClaim,
  textOf,
  writeDraft,
} from './lock-claim.ts';
import { isAlive } from './process-identity.ts';

/**
 * A lock that is a file: its existence is the lock, its text says who holds it.
 *
 * Taking it is one `link` of a finished file, which fails when there is one. A dead owner's file is replaced by one
 * `rename`, under a second lock that is named after that very file: of all who see the same dead owner one may replace it,
 * and a file that has been replaced meanwhile is recognised. If the taker dies too, its own lock is taken over alike.
 */
export class FileLock implements Lock {
  readonly #path: string;
  readonly #clock: Clock;

  constructor(path: string, clock: Clock) {
    this.#path = path;
    this.#clock = clock;
  }

  async acquire(): Promise<HeldLock> {
    const claim = await newClaim(this.#clock);
    const draft = await this.#draft(claim);
    try {
      const owner = await take(this.#path, draft);
      if (owner !== null) refuseHeld(owner, this.#path);
    } finally {
      await rm(draft, { force: true });
    }
    const generation = generationOf(textOf(claim));
    await sweep(this.#path, generation);
    return { holder: claim, release: () => giveBack(this.#path, generation) };
  }

  async holder(): Promise<LockHolder | null> {
    const found = await findClaim(this.#path);
    return found?.claim != null && (await lives(found.claim)) ? found.claim : null;
  }

  async #draft(claim: Claim): Promise<string> {
    try {
      await mkdir(dirname(this.#path), { recursive: true });
      return await writeDraft(this.#path, claim);
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      return fail('projectUnwritable', { path: dirname(this.#path), detail }, { cause: error });
    }
  }
}

/** Says who stands in the way; and how to get past a holder that can't be asked from here, should it be no more. */
export function refuseHeld(holder: LockHolder, path: string): never {
  const hint = `wait for it to end and try again; whether it still lives can't be seen from here: if ${holder.host} is gone, delete ${path}`;
  return fail('lockHeld', { holder: describeHolder(holder), path }, isHere(holder) ? {} : { hint });
}

/** Who holds a lock, for a person. */
export function describeHolder(holder: LockHolder): string {
  return `process ${holder.pid} on ${holder.host}, since ${holder.since}`;
}

/** Makes `path` a link to `draft`; answers the living owner who stands in the way, or null on success. */
async function take(path: string, draft: string): Promise<Claim | null> {
  for (;;) {
    if (await linked(draft, path)) return null;
    const found = await findClaim(path);
    if (found === null) continue;
    if (found.claim !== null && (await lives(found.claim))) return found.claim;
    const owner = await replaceDead(path, draft, found.generation);
    if (owner !== 'gone') return owner;
  }
}

/** Replaces the dead owner's file of that generation; `gone` when it is no longer there. */
async function replaceDead(path: string, draft: string, generation: string): Promise<Claim | null | 'gone'> {
  const guard = `${path}.${generation.slice(0, 16)}`;
  const other = await take(guard, draft);
  if (other !== null) return other;
  try {
    if ((await findClaim(path))?.generation !== generation) return 'gone';
    const copy = `${draft}.new`;
    await link(draft, copy);
    await rename(copy, path);
    return null;
  } finally {
    await rm(guard, { force: true });
  }
}

async function linked(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function giveBack(path: string, generation: string): Promise<void> {
  if ((await findClaim(path))?.generation === generation) await rm(path, { force: true });
}

/** Removes what dead takers left beside the lock. Guards of generations that are over protect nothing any more. */
async function sweep(path: string, generation: string): Promise<void> {
  const prefix = `${basename(path)}.`;
  const beside = (await readdir(dirname(path))).filter((name) => name.startsWith(prefix));
  for (const name of beside) {
    const draftOf = /\.draft-(\d+)-/.exec(name)?.[1];
    const spent =
      draftOf === undefined
        ? !name.includes(generation.slice(0, 16))
        : !(await isAlive(Number(draftOf), null));
    if (spent) await rm(join(dirname(path), name), { force: true });
  }
}
