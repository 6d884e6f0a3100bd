/** Who holds a lock: enough for a person to find the process, and for a program to tell whether it still lives. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  /** When it was taken, ISO 8601 in UTC. */
  readonly since: string;
  /** Identity of that process beyond its pid, which is used again: boot and start time; null where the system won't say. */
  readonly started: string | null;
}

export interface HeldLock {
  readonly holder: LockHolder;
  /** Gives the lock back; a lock that is no longer ours is left alone. */
  release(): Promise<void>;
}

/** At most one process works on a project and target at a time. */
export interface Lock {
  /**
   * Takes the lock, also from an owner that has died.
   * @throws HoldfastError lockHeld naming the living owner.
   */
  acquire(): Promise<HeldLock>;
  /** Who holds it now and lives; null when it is free. */
  holder(): Promise<LockHolder | null>;
}
