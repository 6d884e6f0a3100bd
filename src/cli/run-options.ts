/** What `plan` and `run` both take, so that one can be tried with the other's arguments. */
export const pipelineArgument = {
  description: 'a file of pipelines/, without its ending, such as daily',
  required: true,
} as const;

export const runOptions = {
  'as-of': {
    kind: 'day',
    required: true,
    description: 'the day to speak about: what was known before its 00:00 UTC; a run has no other clock',
  },
  select: {
    kind: 'list',
    value: 'S',
    description:
      "only these nodes, in dbt's syntax: +x+, 2+x, @x, features.*, tag:, path:, source:, state:modified",
  },
  exclude: { kind: 'list', value: 'S', description: 'nodes to leave out, in the same syntax' },
} as const;

/** What works on the build file may be given a limit. It is the command line that keeps it. */
export const timeoutOption = {
  kind: 'duration',
  description: 'stop after so long, such as 45min, as SIGTERM would, with exit 124 (default: no limit)',
} as const;

/** The selectors of a command line: what is given several times is united, as what is given with spaces is. */
export function selectors(options: {
  readonly select: readonly string[] | undefined;
  readonly exclude: readonly string[] | undefined;
}): { select: string | undefined; exclude: string | undefined } {
  return { select: options.select?.join(' '), exclude: options.exclude?.join(' ') };
}
