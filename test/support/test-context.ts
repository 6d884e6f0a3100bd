import type { AppContext } from '../../src/app/context.ts';

/** What the command line would hand to a use case, without a terminal: a silent reporter and a clock that stands. */
export function testContext(projectDir: string, changes: Partial<AppContext> = {}): AppContext {
  return {
    projectDir,
    env: {},
    events: { emit: () => undefined },
    mask: (text) => text,
    clock: { now: () => 0 },
    signal: new AbortController().signal,
    engineVersion: '0.0.0-test',
    ...changes,
  };
}
