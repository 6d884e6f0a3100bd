import { parseArgs } from 'node:util';
import { didYouMean } from '../core/config/nearest.ts';
import { type Problem, problem } from '../errors.ts';
import type { Command, OptionSpec, OptionValue, ParsedValues } from './command.ts';
import { globalOptions } from './global-options.ts';
import { placeholder, readValue } from './read-value.ts';

export interface CommandLine extends ParsedValues {
  /** Null when none was named, or none that exists. */
  readonly command: Command | null;
  /** Every mistake, not the first alone. */
  readonly problems: readonly Problem[];
}

type Specs = Readonly<Record<string, OptionSpec>>;
interface Token {
  readonly kind: 'option' | 'positional' | 'option-terminator';
  readonly index: number;
  readonly name?: string | undefined;
  readonly rawName?: string | undefined;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

/**
 * Reads a command line by the table of commands. Global flags may stand before the command's name. Nothing throws: what
 * is wrong comes back as problems of exit code 64, with the nearest known name as the hint.
 */
export function parseArguments(argv: readonly string[], commands: readonly Command[]): CommandLine {
  const everyOption = Object.assign({}, ...commands.map((c) => c.options), globalOptions) as Specs;
  const [first, ...rest] = tokensOf(argv, everyOption).filter((token) => token.kind === 'positional');
  const command = commands.find((candidate) => candidate.name === first?.value) ?? null;
  if (first !== undefined && command === null) {
    const wanted = first.value ?? '';
    const names = commands.map((candidate) => candidate.name);
    const unknown = problem('unknownCommand', { command: wanted }, { hint: didYouMean(wanted, names) });
    // The global flags still say how to print it.
    return { ...readOptions(argv, everyOption, null), command, arguments: {}, problems: [unknown] };
  }
  const specs = command === null ? globalOptions : { ...command.options, ...globalOptions };
  const options = readOptions(argv, specs, command);
  const positionals = command === null ? { arguments: {}, problems: [] } : readPositionals(rest, command);
  const given = tokensOf(argv, specs).map((token) => token.name);
  const missing = command === null ? [] : missingOptions(command, given);
  return {
    command,
    arguments: positionals.arguments,
    options: options.options,
    problems: [...options.problems, ...positionals.problems, ...missing],
  };
}

function tokensOf(argv: readonly string[], specs: Specs): Token[] {
  const options = Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [
      name,
      {
        type: spec.kind === 'flag' ? ('boolean' as const) : ('string' as const),
        multiple: true,
        ...(name === 'help' ? { short: 'h' } : {}),
      },
    ]),
  );
  return parseArgs({ args: [...argv], options, strict: false, allowPositionals: true, tokens: true }).tokens;
}

function readOptions(
  argv: readonly string[],
  specs: Specs,
  command: Command | null,
): Pick<CommandLine, 'options' | 'problems'> {
  const options: Record<string, OptionValue | undefined> = {};
  const problems: Problem[] = [];
  for (const token of tokensOf(argv, specs).filter((t) => t.kind === 'option')) {
    const name = token.name ?? '';
    const spec = Object.hasOwn(specs, name) ? specs[name] : undefined;
    if (spec === undefined) {
      problems.push(unknownFlag(token.rawName ?? '', specs, command));
      continue;
    }
    const read = readValue(name, spec, token.value, token.inlineValue === true);
    if ('problem' in read) problems.push(read.problem);
    else if (Array.isArray(read.value)) options[name] = [...listed(options[name]), ...listed(read.value)];
    else if (options[name] === undefined) options[name] = read.value;
    else problems.push(problem('badValue', { what: `--${name}`, detail: 'is given twice' }));
  }
  return { options, problems };
}

function listed(value: OptionValue | undefined): readonly string[] {
  return Array.isArray(value) ? value : [];
}

function unknownFlag(flag: string, specs: Specs, command: Command | null): Problem {
  const known = Object.keys(specs).map((name) => `--${name}`);
  const name = command === null ? 'holdfast' : `holdfast ${command.name}`;
  const hint = didYouMean(flag, known) ?? `${name} --help lists its flags`;
  return problem('unknownFlag', { flag, command: name }, { hint });
}

function missingOptions(command: Command, given: readonly (string | undefined)[]): Problem[] {
  return Object.entries(command.options)
    .filter(([name, spec]) => spec.required === true && !given.includes(name))
    .map(([name, spec]) => {
      const argument = `--${name} ${placeholder(spec)}`;
      const hint = spec.description;
      return problem('missingArgument', { argument, command: `holdfast ${command.name}` }, { hint });
    });
}

function readPositionals(
  tokens: readonly Token[],
  command: Command,
): { arguments: Record<string, string | undefined>; problems: Problem[] } {
  const specs = Object.entries(command.arguments);
  const values = Object.fromEntries(specs.map(([name], index) => [name, tokens[index]?.value]));
  const name = `holdfast ${command.name}`;
  const missing = specs
    .filter(([argument, spec]) => spec.required && values[argument] === undefined)
    .map(([argument, spec]) => {
      const hint = spec.description;
      return problem('missingArgument', { argument: `<${argument}>`, command: name }, { hint });
    });
  const surplus = tokens
    .slice(specs.length)
    .map((token) => problem('usage', { detail: `${name} takes no further argument "${token.value ?? ''}"` }));
  return { arguments: values, problems: [...missing, ...surplus] };
}
