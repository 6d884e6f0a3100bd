/** Builds and checks. HF4xx. */
export const builds = {
  modelFailed: {
    code: 'HF401',
    exit: 1,
    message: (p: { model: string; detail: string }) => `${p.model} failed: ${p.detail}`,
  },
  nodeSkipped: {
    code: 'HF402',
    exit: 1,
    message: (p: { node: string; upstream: string }) => `${p.node} skipped: upstream ${p.upstream} failed`,
  },
  checkFailed: {
    code: 'HF403',
    exit: 1,
    message: (p: { what: string; bad: number; of: number | null; tolerated: number; sample: string }) =>
      `${p.what}: ${badRows(p)}${p.sample ? `, such as ${p.sample}` : ''}`,
  },
  seedInvalid: {
    code: 'HF404',
    exit: 78,
    message: (p: { seed: string; detail: string }) => `seed ${p.seed} does not load: ${p.detail}`,
  },
} as const;
