import { resolve } from 'node:path';
import type { AppContext, CommandResult } from '../app/context.ts';
import { type Mask, maskedJson } from '../core/config/masked-json.ts';
import { EXIT, type ExitCode, HoldfastError, type Problem, problem, sortProblems } from '../errors.ts';
import type { Command, OptionValue } from './command.ts';
import { describeDefect } from './describe-defect.ts';
import { endAfterGrace } from './grace.ts';
import { renderCommandHelp, renderHelp } from './help.ts';
import { maskPersonal, maskSecrets } from './mask.ts';
import { type CommandLine, parseArguments } from './parse-arguments.ts';
import { heartbeat } from './reporter/heartbeat.ts';
import { problemsOnce } from './reporter/problems-once.ts';
import { createReporter, type Reporter } from './reporter/reporter.ts';
import type { Terminal } from './terminal.ts';
import { withTimeLimit } from './time-limit.ts';

interface Outcome {
  readonly exitCode: ExitCode;
  readonly result: unknown;
  readonly text: string;
  readonly problems: readonly Problem[];
}

/**
 * Runs one command line: the result goes to stdout, everything else to stderr, and the answer is the exit code.
 * With `--format json` the last line on stdout is one JSON object `{command, exit_code, result, problems}`, whatever happens;
 * its problems are all that were told, the warnings of a command that ended well among them.
 */
export async function runCommandLine(
  argv: readonly string[],
  commands: readonly Command[],
  terminal: Terminal,
): Promise<ExitCode> {
  const line = parseArguments(argv, commands);
  const secrets = maskSecrets(terminal.env);
  const mask = maskPersonal(secrets);
  const reporter = openReporter(line, terminal, mask);
  const outcome = await perform(line, commands, { ...terminal, mask }, reporter);
  reporter.end(outcome.problems);
  reporter.close();
  // What was asked for may hold an address; what is told of it goes into logs.
  const problems = JSON.parse(maskedJson(reporter.told(), mask)) as readonly Problem[];
  await print(line, { ...outcome, problems }, terminal, secrets);
  return outcome.exitCode;
}

async function perform(
  line: CommandLine,
  commands: readonly Command[],
  terminal: MaskedTerminal,
  reporter: Reporter,
): Promise<Outcome> {
  if (line.options['version'] === true)
    return said({ version: terminal.engineVersion }, terminal.engineVersion);
  if (line.options['help'] === true) return help(line, commands, terminal);
  if (line.problems.length > 0) return refused(line.problems);
  if (line.command === null) {
    return refused([
      problem('usage', { detail: 'no command given' }, { hint: 'holdfast --help lists the commands' }),
    ]);
  }
  return work(line.command, line, terminal, reporter);
}

/** Does what a command does, until it is done, stopped or out of time. */
async function work(
  command: Command,
  line: CommandLine,
  terminal: MaskedTerminal,
  reporter: Reporter,
): Promise<Outcome> {
  const began = terminal.clock.now();
  const timeout = line.options['timeout'];
  const limited = withTimeLimit(terminal.signal, typeof timeout === 'number' ? timeout : undefined);
  const enough = endAfterGrace(limited.signal, terminal.end);
  const context = contextOf(line, { ...terminal, signal: limited.signal }, reporter);
  try {
    const done: CommandResult<unknown> = await command.run(context, line);
    return { ...done, problems: [] };
  } catch (error) {
    return failed(error, context, began);
  } finally {
    enough();
    limited.dispose();
  }
}

/** A terminal with what keeps secrets and addresses off it. */
type MaskedTerminal = Terminal & { readonly mask: Mask };

function contextOf(line: CommandLine, terminal: MaskedTerminal, reporter: Reporter): AppContext {
  return {
    projectDir: resolve(terminal.cwd, text(line.options['project-dir']) ?? '.'),
    target: text(line.options['target']),
    env: terminal.env,
    events: reporter,
    clock: terminal.clock,
    mask: terminal.mask,
    signal: terminal.signal,
    engineVersion: terminal.engineVersion,
  };
}

/** What was interrupted failed because of that, whatever error the interruption looked like further down. */
async function failed(error: unknown, context: AppContext, began: number): Promise<Outcome> {
  const reason: unknown = context.signal.aborted ? context.signal.reason : error;
  if (reason instanceof HoldfastError) return refused(reason.problems, reason.exitCode);
  return refused([await describeDefect(reason, context.projectDir, began)]);
}

function refused(problems: readonly Problem[], exitCode?: ExitCode): Outcome {
  const sorted = sortProblems(problems);
  return {
    exitCode: exitCode ?? new HoldfastError(sorted).exitCode,
    result: null,
    text: '',
    problems: sorted,
  };
}

function said(result: unknown, words: string): Outcome {
  return { exitCode: EXIT.done, result, text: words, problems: [] };
}

function help(line: CommandLine, commands: readonly Command[], terminal: Terminal): Outcome {
  const words =
    line.command === null ? renderHelp(commands, terminal.engineVersion) : renderCommandHelp(line.command);
  return said({ help: words }, words);
}

async function print(line: CommandLine, outcome: Outcome, terminal: Terminal, mask: Mask): Promise<void> {
  if (line.options['format'] !== 'json') {
    if (outcome.text !== '') await terminal.out(`${mask(outcome.text)}\n`);
    return;
  }
  const command = line.command?.name ?? null;
  const { exitCode: exit_code, result, problems } = outcome;
  await terminal.out(`${maskedJson({ command, exit_code, result, problems }, mask)}\n`);
}

function openReporter(line: CommandLine, terminal: Terminal, mask: Mask) {
  const colour = terminal.err.isTTY && (terminal.env['NO_COLOR'] ?? '') === '';
  const format = line.options['log-format'] === 'json' ? 'json' : 'text';
  const inner = createReporter(format, { sink: terminal.err, mask, clock: terminal.clock, colour });
  return problemsOnce(heartbeat(inner, terminal.clock, terminal.silence));
}

function text(value: OptionValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
