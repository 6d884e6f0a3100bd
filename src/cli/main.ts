#!/usr/bin/env node
import { systemClock } from '../adapters/system-clock.ts';
import { EXIT } from '../errors.ts';
import { commands } from './commands.ts';
import { engineVersion } from './engine-version.ts';
import { maskPersonal, maskSecrets } from './mask.ts';
import { runCommandLine } from './run-command-line.ts';
import { abortOnSignals } from './signals.ts';

// A reader that went away (`holdfast show scores | head`) is no error, and must not end a run halfway.
process.stdout.on('error', ignoreClosedPipe);
process.stderr.on('error', ignoreClosedPipe);

const mask = maskPersonal(maskSecrets(process.env));

// Whatever slips past every handler is our defect, and must not look like a failed model (Node would say 1).
process.on('uncaughtException', (error) => {
  process.stderr.write(`${mask(error.stack ?? error.message)}\n`);
  process.exit(EXIT.defect);
});

// Which Node to use is said by package.json; the log of a run is no place for the SDK's opinion of it.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

const { signal, dispose } = abortOnSignals(process);
const exitCode = await runCommandLine(process.argv.slice(2), commands, {
  env: process.env,
  cwd: process.cwd(),
  clock: systemClock,
  out: (text) => new Promise((resolve) => process.stdout.write(text, () => resolve())),
  err: {
    write: (text) => void process.stderr.write(text),
    isTTY: process.stderr.isTTY === true && process.env['TERM'] !== 'dumb',
    // Asked each time: windows are resized. A terminal that doesn't know says 0.
    get columns() {
      return process.stderr.columns || 80;
    },
  },
  signal,
  end,
  engineVersion: engineVersion(),
});
process.exit(exitCode);

/** At once: by the signal's own action, for Node's exit waits for whatever its threads are at. */
function end(code: number): void {
  dispose();
  if (code === EXIT.terminated) process.kill(process.pid, 'SIGTERM');
  else if (code === EXIT.interrupted) process.kill(process.pid, 'SIGINT');
  else process.exit(code);
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
