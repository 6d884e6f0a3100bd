/** Raw exports: missing, unreadable, broken. HF3xx. */
export const exports = {
  exportMissing: {
    code: 'HF301',
    exit: 66,
    message: (p: { source: string; patterns: readonly string[]; newest: string | null }) =>
      `no file for ${p.source}: nothing matches ${p.patterns.join(' or ')}${p.newest === null ? '' : `; there was one until ${p.newest}`}`,
    hint: 'the export is not there yet; if it may be missing, say optional: true',
  },
  unreadableFile: {
    code: 'HF302',
    exit: 65,
    message: (p: { path: string; detail: string }) => `${p.path} can't be read: ${p.detail}`,
  },
  columnMissing: {
    code: 'HF303',
    exit: 65,
    message: (p: { column: string; source: string }) => `no column "${p.column}", which ${p.source} needs`,
  },
  columnTwice: {
    code: 'HF304',
    exit: 65,
    message: (p: { column: string }) => `the header names column "${p.column}" twice`,
  },
  tooManyRejects: {
    code: 'HF305',
    exit: 65,
    message: (p: { rejected: number; rows: number; tolerated: string; counts: string; first: string }) =>
      `${p.rejected} of ${p.rows} rows rejected (${p.counts}), more than the tolerated ${p.tolerated}; first: ${p.first}`,
    hint: 'nothing of this file was loaded; mend the export, or raise tolerate.rejects of the source',
  },
  entitiesVanished: {
    code: 'HF306',
    exit: 65,
    message: (p: { gone: number; of: number; before: string; after: string; tolerated: string }) =>
      `${p.gone} of ${p.of} entities of ${p.before} are gone on ${p.after}, more than the tolerated ${p.tolerated}`,
    hint: 'nothing of this export was loaded; a partial export? If they really left, raise tolerate.vanished of the source',
  },
  fileChanging: {
    code: 'HF307',
    exit: 66,
    message: (p: { path: string }) => `${p.path} changed while it was read`,
    hint: 'someone is still writing it: try again later',
  },
  badFileDate: {
    code: 'HF308',
    exit: 65,
    message: (p: { path: string; date: string }) => `${p.path}: its name says ${p.date}, which is no day`,
  },
  sourceStale: {
    code: 'HF309',
    exit: 66,
    message: (p: { source: string; newest: string; days: number }) =>
      `${p.source} has nothing newer than ${p.newest}, ${p.days} ${p.days === 1 ? 'day' : 'days'} before the as-of date`,
  },
  exportLate: {
    code: 'HF311',
    exit: 66,
    message: (p: { source: string; newest: string; due: string }) =>
      `the export of ${p.source} is late: its newest is of ${p.newest}, another was due by ${p.due}`,
    hint: 'try again when it has come; how late it may be is freshness.fail_after_days of the source',
  },
  nothingLoaded: {
    code: 'HF310',
    exit: 66,
    message: (p: { path: string }) => `nothing has been loaded yet: ${p.path} is not there`,
    hint: 'holdfast run daily --as-of D loads the exports',
  },
} as const;
