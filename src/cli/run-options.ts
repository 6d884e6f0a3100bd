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
} as const;
