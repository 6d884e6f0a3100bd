import type { AppContext, CommandResult } from '../app/context.ts';

/**
 * What a flag takes. `day` is YYYY-MM-DD, `size` is such as 2GiB, `duration` such as 90s (read as milliseconds), `list` may be given several times, `choice` is one of
 * its values.
 */
type OptionKind = 'flag' | 'text' | 'integer' | 'day' | 'size' | 'duration' | 'list' | 'choice';

export interface OptionSpec {
  readonly kind: OptionKind;
  /** Stands for the value in the help text. */
  readonly value?: string;
  readonly description: string;
  readonly choices?: readonly string[];
  /** Smallest integer that makes sense. */
  readonly min?: number;
  readonly required?: boolean;
}

interface ArgumentSpec {
  readonly description: string;
  readonly required: boolean;
}

type OptionSpecs = Readonly<Record<string, OptionSpec>>;
type ArgumentSpecs = Readonly<Record<string, ArgumentSpec>>;

interface ValueOfKind {
  flag: boolean;
  text: string;
  integer: number;
  day: string;
  size: string;
  duration: number;
  list: readonly string[];
  choice: string;
}
export type OptionValue = ValueOfKind[OptionKind];

/** One of its choices, where they are written down as they are. */
type ValueOf<S extends OptionSpec> = S extends {
  readonly kind: 'choice';
  readonly choices: readonly (infer C)[];
}
  ? C
  : ValueOfKind[S['kind']];
type Options<O extends OptionSpecs> = {
  readonly [N in keyof O]: ValueOf<O[N]> | (O[N] extends { readonly required: true } ? never : undefined);
};
type Arguments<P extends ArgumentSpecs> = {
  readonly [N in keyof P]: P[N]['required'] extends true ? string : string | undefined;
};

/** A command as the table lists it: everything about it is data, but for what it does. */
export interface Command {
  readonly name: string;
  /** One line, for the list of commands. */
  readonly summary: string;
  /** In the order in which they are given. */
  readonly arguments: ArgumentSpecs;
  readonly options: OptionSpecs;
  readonly examples: readonly string[];
  /** Imports its use case when called, so that the others cost nothing. */
  readonly run: (context: AppContext, parsed: ParsedValues) => Promise<CommandResult<unknown>>;
}

export interface ParsedValues {
  readonly arguments: Readonly<Record<string, string | undefined>>;
  readonly options: Readonly<Record<string, OptionValue | undefined>>;
}

interface CommandDefinition<P extends ArgumentSpecs, O extends OptionSpecs> {
  readonly name: string;
  readonly summary: string;
  readonly arguments: P;
  readonly options: O;
  readonly examples?: readonly string[];
  readonly run: (
    context: AppContext,
    args: Arguments<P>,
    options: Options<O>,
  ) => Promise<CommandResult<unknown>>;
}

/** Declares a command; `run` gets its arguments and options with the types that the declaration gives them. */
export function defineCommand<const P extends ArgumentSpecs, const O extends OptionSpecs>(
  definition: CommandDefinition<P, O>,
): Command {
  return {
    ...definition,
    examples: definition.examples ?? [],
    // The parser has made the values after the same declaration that the types are derived from.
    run: (context, parsed) =>
      definition.run(context, parsed.arguments as Arguments<P>, parsed.options as Options<O>),
  };
}
