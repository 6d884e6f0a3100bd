import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export const MAIN = join(import.meta.dirname, '..', '..', 'dist', 'cli', 'main.js');

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningHoldfast {
  readonly process: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Ended>;
  /** Resolves when stderr has said something that matches. */
  readonly said: (pattern: RegExp) => Promise<void>;
}

interface Surroundings {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts the compiled program, as a user's shell would; it does not outlive the test. */
export function startHoldfast(argv: readonly string[], options: Surroundings = {}): RunningHoldfast {
  const running = spawnHoldfast(argv, options);
  onTestFinished(() => void running.process.kill('SIGKILL'));
  return running;
}

/** Runs the compiled program to its end. */
export function holdfast(argv: readonly string[], options: Surroundings = {}): Promise<Ended> {
  return spawnHoldfast(argv, options).ended;
}

function spawnHoldfast(argv: readonly string[], options: Surroundings): RunningHoldfast {
  if (!existsSync(MAIN)) throw new Error('the compiled program is not there: npm run build');
  const child = spawn(process.execPath, [MAIN, ...argv], {
    cwd: options.cwd,
    env: { PATH: process.env['PATH'] ?? '', TZ: process.env['TZ'] ?? '', ...options.env },
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (data) => (output.stdout += String(data)));
  child.stderr.on('data', (data) => (output.stderr += String(data)));
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, ...output }));
  });
  const said = (pattern: RegExp) =>
    new Promise<void>((resolve, reject) => {
      const look = () => pattern.test(output.stderr) && resolve();
      child.stderr.on('data', look);
      child.on('close', () => reject(new Error(`ended without saying ${pattern}:\n${output.stderr}`)));
      look();
    });
  return { process: child, ended, said };
}
