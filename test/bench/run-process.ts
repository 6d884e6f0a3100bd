import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** What one whole process took, from its start to its end. */
export interface Usage {
  readonly milliseconds: number;
  /** User and system time of all its threads, in milliseconds: the better guide on a machine that others use too. */
  readonly cpu: number;
  /** Largest resident set, MiB. */
  readonly rss: number;
  /** Milliseconds of each stage by the process's own clock, without what comes before and after it. */
  readonly stages: ReadonlyMap<string, number>;
  readonly output: string;
}

export interface Command {
  readonly script: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Exit codes that are no failure; 0 when not said. */
  readonly expect?: readonly number[];
}

const USAGE = fileURLToPath(new URL('usage.cjs', import.meta.url));

/** Runs a Node script in a process of its own and waits for its end. @throws Error with its output when it fails. */
export async function runProcess({ script, args, env = {}, expect = [0] }: Command): Promise<Usage> {
  const begun = performance.now();
  const child = spawn(process.execPath, ['--require', USAGE, script, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const [out, notes, usage] = [child.stdout, child.stderr, child.stdio[3]].map(collect);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const milliseconds = performance.now() - begun;
  if (code === null || !expect.includes(code)) {
    throw new Error(`${script} ${args.join(' ')} ended with ${code}:\n${notes?.()}${out?.()}`);
  }
  const { cpu, rss } = JSON.parse(usage?.() ?? '') as { cpu: number; rss: number };
  return { milliseconds, cpu, rss, stages: stagesOf(`${notes?.()}${out?.()}`), output: out?.() ?? '' };
}

/** The same, but null where DuckDB's memory limit did not do: what runs by hand may fail so, and a bench of an hour goes on. */
export async function runWithinMemory(command: Command): Promise<Usage | null> {
  try {
    return await runProcess(command);
  } catch (error) {
    if (error instanceof Error && error.message.includes('Out of Memory Error')) return null;
    throw error;
  }
}

/** Gathers what a stream says; answers how to read it. */
function collect(stream: Readable | Writable | null | undefined): () => string {
  const chunks: string[] = [];
  stream?.on('data', (data: Buffer) => void chunks.push(data.toString()));
  return () => chunks.join('');
}

/** Both sides tell of their stages by lines of JSON. */
function stagesOf(text: string): Map<string, number> {
  const stages = new Map<string, number>();
  for (const line of text.split('\n')) {
    if (!line.startsWith('{') || !line.includes('"stage"')) continue;
    const { kind, stage, milliseconds } = JSON.parse(line) as Record<string, unknown>;
    if ((kind ?? 'stage_finished') !== 'stage_finished') continue;
    if (typeof stage === 'string' && typeof milliseconds === 'number') stages.set(stage, milliseconds);
  }
  return stages;
}
