/** Publishing. HF6xx. */
export const publishing = {
  publishRaceLost: {
    code: 'HF601',
    exit: 75,
    message: (p: { location: string }) =>
      `another publisher moved the pointer of ${p.location} while this snapshot was being written`,
    hint: 'nothing of this snapshot is visible; run again',
  },
  breakingSchema: {
    code: 'HF602',
    exit: 78,
    message: (p: { table: string; version: number; detail: string }) =>
      `published table "${p.table}" would break its readers within v=${p.version}: ${p.detail}`,
    hint: 'add columns freely, but rename, retype or drop one only with a higher publish.version in pipeline.yml',
  },
  publishedColumn: {
    code: 'HF603',
    exit: 78,
    message: (p: { table: string; column: string; detail: string }) =>
      `published table "${p.table}", column "${p.column}": ${p.detail}`,
  },
  publishQueryFailed: {
    code: 'HF604',
    exit: 1,
    message: (p: { table: string; detail: string }) =>
      `published table "${p.table}" can't be made: ${p.detail}`,
  },
  publishedKey: {
    code: 'HF605',
    exit: 1,
    message: (p: { table: string; key: string; count: number }) =>
      `published table "${p.table}" holds ${p.count} ${p.count === 1 ? 'key' : 'keys'} (${p.key}) more than once`,
    hint: 'the order of rows with one key differs from run to run, and so would the published bytes',
  },
  publishedEmail: {
    code: 'HF606',
    exit: 1,
    message: (p: { table: string; column: string; count: number }) =>
      `published table "${p.table}", column "${p.column}": ${p.count} ${p.count === 1 ? 'value looks' : 'values look'} like e-mail addresses`,
    hint: 'published tables carry no e-mail address: leave it in staging and publish a name or an id',
  },
  notReproducible: {
    code: 'HF607',
    exit: 1,
    message: (p: { snapshotId: string; detail: string }) =>
      `snapshot ${p.snapshotId} exists already with other content: ${p.detail}`,
    hint: 'the same inputs, code and configuration gave other bytes: look for float sums, ties or a clock in the models',
  },
  publishedDamaged: {
    code: 'HF608',
    exit: 65,
    message: (p: { key: string; detail: string }) => `published object ${p.key}: ${p.detail}`,
    hint: 'holdfast publish verify lists every object that differs from its manifest',
  },
  storageFailed: {
    code: 'HF609',
    exit: 69,
    message: (p: { location: string; detail: string }) => `storage ${p.location}: ${p.detail}`,
  },
  conditionalWritesMissing: {
    code: 'HF610',
    exit: 78,
    message: (p: { location: string; header: string }) =>
      `storage ${p.location} does not keep the condition of a write (${p.header}), so two publishers could undo each other`,
    hint: 'if no two publishers ever run at once, say conditional_writes: best_effort for this target',
  },
  unknownSnapshot: {
    code: 'HF611',
    exit: 64,
    message: (p: { snapshot: string }) =>
      `no snapshot that is or was published here is called "${p.snapshot}"`,
    hint: 'holdfast publish list shows them all',
  },
  nothingPublished: {
    code: 'HF620',
    exit: 66,
    message: (p: { path: string }) => `nothing is published yet: ${p.path} is not there`,
    hint: 'holdfast run daily --as-of D publishes a day; holdfast start does so for the demo company',
  },
  servingUnreadable: {
    code: 'HF621',
    exit: 69,
    message: (p: { path: string; detail: string }) => `${p.path} can't be read: ${p.detail}`,
    hint: 'readers open the serving file read-only; the next publish replaces it whole',
  },
  unknownTable: {
    code: 'HF622',
    exit: 64,
    message: (p: { relation: string }) => `no published table is called "${p.relation}"`,
  },
  unknownAccount: {
    code: 'HF623',
    exit: 64,
    message: (p: { account: string }) => `no published account has the id or the name "${p.account}"`,
  },
  ambiguousAccount: {
    code: 'HF624',
    exit: 64,
    message: (p: { account: string; ids: string }) => `several accounts are called "${p.account}": ${p.ids}`,
    hint: 'give the account id',
  },
  noReading: {
    code: 'HF625',
    exit: 64,
    message: (p: { detail: string }) => p.detail,
  },
} as const;
