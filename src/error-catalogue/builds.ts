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

/** 19,128 bad rows of 24,979 (76.6 %), more than the tolerated 12,489 */
function badRows({ bad, of, tolerated }: { bad: number; of: number | null; tolerated: number }): string {
  const number = (n: number): string => n.toLocaleString('en-US');
  const share = of === null || of === 0 ? '' : ` of ${number(of)} (${((100 * bad) / of).toFixed(1)} %)`;
  const fine = tolerated === 0 ? '' : `, more than the tolerated ${number(tolerated)}`;
  return `${number(bad)} bad ${bad === 1 ? 'row' : 'rows'}${share}${fine}`;
}
