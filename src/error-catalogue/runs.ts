/** Runs, locks, signals. HF7xx. */
export const runs = {
  buildFileBusy: {
    code: 'HF701',
    exit: 75,
    message: (p: { path: string; holder: string }) => `${p.path} is open in another process (${p.holder})`,
    hint: 'BI tools read the serving file, never the build file; close the other program or wait for it',
  },
  lockHeld: {
    code: 'HF702',
    exit: 75,
    message: (p: { holder: string; path: string }) => `another run is at work: ${p.holder} holds ${p.path}`,
    hint: 'wait for it to end and try again; nothing was touched',
  },
  interrupted: {
    code: 'HF703',
    exit: 130,
    message: () => 'stopped by SIGINT; nothing is half-published',
    hint: 'run the same command again: it goes on from what was committed',
  },
  terminated: {
    code: 'HF704',
    exit: 143,
    message: () => 'stopped by SIGTERM; nothing is half-published',
    hint: 'run the same command again: it goes on from what was committed',
  },
  timedOut: {
    code: 'HF706',
    exit: 124,
    message: (p: { limit: string }) =>
      `stopped: it was not done within ${p.limit}; nothing is half-published`,
    hint: 'run the same command again: it goes on from what was committed; or raise --timeout',
  },
  outOfMemory: {
    code: 'HF707',
    exit: 69,
    message: (p: { detail: string }) => `out of memory: ${p.detail}`,
    hint: 'give it more by --memory-limit or storage.memory_limit, or room to spill by storage.max_temp_size; holdfast doctor says what there is',
  },
  noRoom: {
    code: 'HF709',
    exit: 69,
    message: (p: { detail: string }) => `no room on the disk: ${p.detail}`,
    hint: 'make room and run the same command again: it goes on from what was committed; holdfast doctor says what is needed',
  },
  fewerThreads: {
    code: 'HF708',
    exit: 69,
    message: (p: { threads: number; fewer: number }) =>
      `out of memory on ${p.threads} threads: done again on ${p.fewer}`,
    hint: 'set storage.threads to that number, or give it more memory: what is done twice takes twice as long',
  },
  projectUnwritable: {
    code: 'HF705',
    exit: 69,
    message: (p: { path: string; detail: string }) => `can't write ${p.path}: ${p.detail}`,
    hint: 'a run keeps its lock, its build file and its records in .holdfast/ beside pipeline.yml',
  },
  nothingToRetry: {
    code: 'HF720',
    exit: 64,
    message: (p: { detail: string }) => p.detail,
    hint: 'retry does the last run or backfill of this project again, where it failed or was killed',
  },
} as const;
