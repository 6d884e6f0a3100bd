import { TEXT_WIDTH, wrap } from '../app/text-table.ts';
import type { Command, OptionSpec } from './command.ts';
import { globalOptions } from './global-options.ts';
import { placeholder } from './read-value.ts';

/** The list of commands and what all of them take. */
export function renderHelp(commands: readonly Command[], version: string): string {
  return [
    `Holdfast ${version}: customer health scores that are right as of their day, explained and proven`,
    '',
    'usage: holdfast <command> [options]',
    '',
    ...columns(commands.map((command) => [usage(command), command.summary])),
    '',
    'every command takes',
    ...columns(optionRows(globalOptions)),
    '',
    'holdfast <command> --help tells more. Exit codes: 0 done, 99 nothing new, 64 usage, 78 configuration, 65 data;',
    'docs/exit-codes.md lists all of them and which to try again.',
  ].join('\n');
}

/** How to use one command. */
export function renderCommandHelp(command: Command): string {
  const args = Object.entries(command.arguments).map(
    ([name, spec]) => [`<${name}>`, spec.description] as const,
  );
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', title, ...lines];
  return [
    `holdfast ${command.name}: ${command.summary}`,
    '',
    `usage: holdfast ${usage(command)}${requiredOptions(command)}${hasOthers(command) ? ' [options]' : ''}`,
    ...section('arguments', columns(args)),
    ...section('options', columns(optionRows(command.options))),
    ...section('every command takes', columns(optionRows(globalOptions))),
    ...section(
      'examples',
      command.examples.map((example) => `  holdfast ${example}`),
    ),
  ].join('\n');
}

function usage(command: Command): string {
  const args = Object.entries(command.arguments).map(([name, { required }]) =>
    required ? `<${name}>` : `[${name}]`,
  );
  return [command.name, ...args].join(' ');
}

function requiredOptions(command: Command): string {
  return Object.entries(command.options)
    .filter(([, spec]) => spec.required === true)
    .map(([name, spec]) => ` --${name} ${placeholder(spec)}`)
    .join('');
}

function hasOthers(command: Command): boolean {
  return Object.values(command.options).some((spec) => spec.required !== true);
}

function optionRows(options: Readonly<Record<string, OptionSpec>>): [string, string][] {
  return Object.entries(options).map(([name, spec]) => [
    spec.kind === 'flag' ? `--${name}` : `--${name} ${placeholder(spec)}`,
    spec.description,
  ]);
}

/** Two columns, the second wrapped below itself. */
function columns(rows: readonly (readonly [string, string])[]): string[] {
  const left = Math.max(0, ...rows.map(([name]) => name.length)) + 2;
  return rows.flatMap(([name, text]) =>
    wrap(text, TEXT_WIDTH - left - 2).map((line, i) =>
      `  ${(i === 0 ? name : '').padEnd(left)}${line}`.trimEnd(),
    ),
  );
}
