import type { Terminal } from '../../src/cli/terminal.ts';

export interface MemoryTerminal extends Terminal {
  readonly stdout: () => string;
  readonly stderr: () => string;
}

/** A terminal that remembers what was written to it. */
export function memoryTerminal(
  changes: Partial<Terminal> & { isTTY?: boolean; columns?: number } = {},
): MemoryTerminal {
  let stdout = '';
  let stderr = '';
  const { isTTY = false, columns = 80, ...rest } = changes;
  return {
    env: {},
    cwd: '/projects',
    clock: { now: () => Date.UTC(2026, 10, 1) },
    out: async (text) => {
      stdout += text;
    },
    err: {
      write: (text) => {
        stderr += text;
      },
      isTTY,
      columns,
    },
    signal: new AbortController().signal,
    end: () => undefined,
    engineVersion: '1.2.3',
    ...rest,
    stdout: () => stdout,
    stderr: () => stderr,
  };
}
