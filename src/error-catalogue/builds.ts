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
  unitTestFailed: {
    code: 'HF405',
    exit: 1,
    message: (p: { model: string; test: string; detail: string }) =>
      `unit test ${p.test} of ${p.model}: ${p.detail}`,
  },
  futureLeak: {
    code: 'HF406',
    exit: 1,
    message: (p: {
      column: string;
      asOf: string;
      rows: number;
      of: number;
      example: string;
      everything: string;
      blind: string;
    }) =>
      `${p.column} as of ${p.asOf} knows the future: ${p.rows} of ${p.of} rows differ, such as ${p.example}: ${p.everything} with everything, ${p.blind} with what was known by then`,
    hint: 'join by visible(occurred_at, known_at, as_of), read dated columns by as_known or open_at, histories by valid_at',
  },
  nothingBuilt: {
    code: 'HF407',
    exit: 66,
    message: (_p: Record<string, never>) => 'no as-of date has been built yet',
    hint: 'holdfast run daily --as-of D builds the calendar up to D',
  },
  provesNothing: {
    code: 'HF408',
    exit: 1,
    message: (p: { asOf: string; why: string }) => `${p.asOf} proves nothing about the future: ${p.why}`,
    hint: 'take a day in the middle of the data',
  },
  notBuilt: {
    code: 'HF410',
    exit: 64,
    message: (p: { node: string; upstream: readonly string[]; dates: readonly string[] }) =>
      `${p.node} reads ${p.upstream.join(', ')}, which ${p.upstream.length === 1 ? 'is' : 'are'} not built${datesOf(p.dates)}`,
  },
} as const;

function datesOf([first, ...others]: readonly string[]): string {
  if (first === undefined) return ' yet';
  return ` for ${first}${others.length === 0 ? '' : ` and ${others.length} more`}`;
}

/** 19,128 bad rows of 24,979 (76.6 %), more than the tolerated 12,489 */
function badRows({ bad, of, tolerated }: { bad: number; of: number | null; tolerated: number }): string {
  const number = (n: number): string => n.toLocaleString('en-US');
  const share = of === null || of === 0 ? '' : ` of ${number(of)} (${((100 * bad) / of).toFixed(1)} %)`;
  const fine = tolerated === 0 ? '' : `, more than the tolerated ${number(tolerated)}`;
  return `${number(bad)} bad ${bad === 1 ? 'row' : 'rows'}${share}${fine}`;
}
