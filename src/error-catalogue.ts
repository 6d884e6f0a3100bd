/**
 * The catalogue of problems: stable code, exit code, sentence, remedy.
 *
 * HF1xx configuration files · HF2xx models and SQL · HF3xx exports · HF4xx checks and builds ·
 * HF5xx scoring and back-test · HF6xx publishing · HF7xx runs, locks, signals · HF9xx usage and our own defects.
 */
export const catalogue = {
  // HF1xx configuration
  yamlSyntax: { code: 'HF101', exit: 78, message: (p: { detail: string }) => `not valid YAML: ${p.detail}` },
  configInvalid: {
    code: 'HF102',
    exit: 78,
    message: (p: { path: string; detail: string }) => `${p.path}: ${p.detail}`,
  },
  unknownKey: {
    code: 'HF103',
    exit: 78,
    message: (p: { key: string; path: string }) => `unknown key "${p.key}"${p.path ? ` in ${p.path}` : ''}`,
  },
  missingVariable: {
    code: 'HF104',
    exit: 78,
    message: (p: { variable: string }) => `environment variable ${p.variable} is not set`,
    hint: 'set it, or give a default: ${NAME:-default}',
  },
  missingFile: { code: 'HF105', exit: 78, message: (p: { path: string }) => `${p.path} is missing` },
  duplicateName: {
    code: 'HF106',
    exit: 78,
    message: (p: { kind: string; name: string; other: string }) =>
      `${p.kind} "${p.name}" is defined twice, also in ${p.other}`,
  },
  nameMismatch: {
    code: 'HF107',
    exit: 78,
    message: (p: { name: string; expected: string }) =>
      `name "${p.name}" differs from the file's name "${p.expected}"`,
  },
  notUtf8: {
    code: 'HF109',
    exit: 78,
    message: (p: { path: string }) => `${p.path} is not UTF-8 text`,
    hint: 'save it as UTF-8',
  },
  unknownTarget: {
    code: 'HF110',
    exit: 78,
    message: (p: { target: string }) => `pipeline.yml names no target "${p.target}"`,
  },
  pathEscapes: {
    code: 'HF108',
    exit: 78,
    message: (p: { path: string }) => `path "${p.path}" leaves the folder it must stay in`,
  },
  unknownPipeline: {
    code: 'HF117',
    exit: 64,
    message: (p: { name: string }) => `there is no pipeline "${p.name}"`,
  },
  // HF2xx models and SQL
  sqlSyntax: {
    code: 'HF201',
    exit: 78,
    message: (p: { detail: string }) => `SQL does not parse: ${p.detail}`,
  },
  sqlBinding: {
    code: 'HF202',
    exit: 78,
    message: (p: { detail: string }) => `SQL does not bind: ${p.detail}`,
  },
  cycle: {
    code: 'HF203',
    exit: 78,
    message: (p: { path: string }) => `models depend on each other in a circle: ${p.path}`,
  },
  unknownRelation: {
    code: 'HF204',
    exit: 78,
    message: (p: { relation: string }) => `unknown relation "${p.relation}"`,
  },
  bareRelation: {
    code: 'HF205',
    exit: 78,
    message: (p: { relation: string }) => `"${p.relation}" is neither a CTE nor a schema-qualified relation`,
  },
  clockInModel: {
    code: 'HF206',
    exit: 78,
    message: (p: { name: string }) => `${p.name} makes a model depend on when or where it runs`,
    hint: 'use as_of from spine.account_as_of: the same text must serve tonight, a backfill and a back-test',
  },
  unorderedAggregate: {
    code: 'HF207',
    exit: 78,
    message: (p: { name: string }) => `${p.name}() answers as rows happen to arrive`,
    hint: 'order inside the call, or use min, max, a validity interval or row_number with a full key',
  },
  unsafeTableFunction: {
    code: 'HF208',
    exit: 78,
    message: (p: { name: string }) => `table function ${p.name}() is not allowed in a model`,
    hint: 'models read relations only; files come in through sources and seeds',
  },
  layerRule: {
    code: 'HF209',
    exit: 78,
    message: (p: { layer: string; detail: string }) => `a model of ${p.layer} ${p.detail}`,
  },
  missingGrain: {
    code: 'HF210',
    exit: 78,
    message: (p: { model: string }) => `${p.model} states no grain`,
    hint: 'grain: [column, …] names the columns that make a row unique',
  },
  nestedLoopJoin: {
    code: 'HF211',
    exit: 78,
    message: (p: { model: string }) =>
      `${p.model} needs a BLOCKWISE_NL_JOIN, which compares every row with every other`,
    hint: 'inner join in a CTE first, then left join by equality; write coalesce(closed, far future) >= as_of instead of an OR',
  },
  columnContract: {
    code: 'HF212',
    exit: 78,
    message: (p: { model: string; detail: string }) => `${p.model}: ${p.detail}`,
    hint: 'the yml and the SQL must name the same columns with the same types',
  },
  macroReadsTable: {
    code: 'HF213',
    exit: 78,
    message: (p: { macro: string; detail: string }) => `macro ${p.macro} ${p.detail}`,
    hint: 'macros are scalar and read no relation: a reference inside one would escape the graph',
  },
  ambiguousFeature: {
    code: 'HF214',
    exit: 78,
    message: (p: { column: string; other: string }) => `feature column ${p.column} also stands in ${p.other}`,
    hint: 'feature columns share one wide table: give each its own name',
  },
  undeclaredBelief: {
    code: 'HF215',
    exit: 78,
    message: (p: { source: string; column: string }) =>
      `${p.source}.${p.column} does not say when it may be believed`,
    hint: 'believed: fixed, history or {dated_by: column}',
  },
  // HF5xx scoring and back-test
  scorecardWeights: {
    code: 'HF501',
    exit: 78,
    message: (p: { what: string; percent: string }) =>
      `the weights of ${p.what} add up to ${p.percent} %, not 100 %`,
  },
  scorecardScale: { code: 'HF502', exit: 78, message: (p: { detail: string }) => p.detail },
  scorecardBands: {
    code: 'HF503',
    exit: 78,
    message: (p: { detail: string }) => p.detail,
    hint: 'bands tile the scale: the first begins at its min, each further one higher, all below its max',
  },
  scorecardNormaliser: {
    code: 'HF504',
    exit: 78,
    message: (p: { measure: string; detail: string }) => `measure "${p.measure}": ${p.detail}`,
  },
  scorecardDirection: {
    code: 'HF505',
    exit: 78,
    message: (p: { measure: string; direction: string; found: string }) =>
      `measure "${p.measure}" says ${p.direction}, but its normaliser says ${p.found}`,
  },
  scorecardVariant: {
    code: 'HF507',
    exit: 78,
    message: (p: { variant: string; detail: string }) => `variant "${p.variant}": ${p.detail}`,
  },
  unknownFeature: {
    code: 'HF506',
    exit: 78,
    message: (p: { feature: string; usedBy: string }) =>
      `${p.usedBy} reads "${p.feature}", which no feature model has`,
  },
  decisionsInvalid: {
    code: 'HF508',
    exit: 1,
    message: (p: { relation: string; rows: number; detail: string; sample: string }) =>
      `${p.relation}: ${p.rows} ${p.rows === 1 ? 'decision' : 'decisions'} ${p.detail}, such as ${p.sample || 'one without an id'}`,
    hint: 'the back-test is only as good as its decisions: mend the model, or leave such rows out of it and count them',
  },
  roleColumn: {
    code: 'HF216',
    exit: 78,
    message: (p: { model: string; role: string; column: string; type: string; detail: string }) =>
      `${p.model} is ${p.role} in pipeline.yml: its column "${p.column}" (${p.type}) ${p.detail}`,
  },
  noLiveAccounts: {
    code: 'HF217',
    exit: 65,
    message: (p: { asOf: string }) => `no account was live as of ${p.asOf}`,
    hint: 'is the date inside the time that the exports cover, and does accounts.lifetimes say so?',
  },
  // HF3xx exports
  exportMissing: {
    code: 'HF301',
    exit: 66,
    message: (p: { source: string; patterns: readonly string[] }) =>
      `no file for ${p.source}: nothing matches ${p.patterns.join(' or ')}`,
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
      `${p.source} has nothing newer than ${p.newest}, ${p.days} days before the as-of date`,
  },
  // HF4xx checks and builds
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
  // HF60x publishing
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
  // HF62x reading what was published
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
  // HF7xx runs, locks, signals
  buildFileBusy: {
    code: 'HF701',
    exit: 75,
    message: (p: { path: string; holder: string }) => `${p.path} is open in another process (${p.holder})`,
    hint: 'BI tools read the serving file, never the build file; close the other program or wait for it',
  },
  lockHeld: {
    code: 'HF702',
    exit: 75,
    message: (p: { holder: string; path: string }) => `another run is at work: ${p.holder} holds ${p.path}`,
    hint: 'wait for it to end and try again; nothing was touched',
  },
  interrupted: {
    code: 'HF703',
    exit: 130,
    message: () => 'stopped by SIGINT; nothing is half-published',
    hint: 'run the same command again: it goes on from what was committed',
  },
  terminated: {
    code: 'HF704',
    exit: 143,
    message: () => 'stopped by SIGTERM; nothing is half-published',
    hint: 'run the same command again: it goes on from what was committed',
  },
  projectUnwritable: {
    code: 'HF705',
    exit: 69,
    message: (p: { path: string; detail: string }) => `can't write ${p.path}: ${p.detail}`,
    hint: 'a run keeps its lock, its build file and its records in .holdfast/ beside pipeline.yml',
  },
  // HF9xx
  usage: { code: 'HF901', exit: 64, message: (p: { detail: string }) => p.detail },
  unknownCommand: {
    code: 'HF902',
    exit: 64,
    message: (p: { command: string }) => `there is no command "${p.command}"`,
    hint: 'holdfast --help lists the commands',
  },
  unknownFlag: {
    code: 'HF903',
    exit: 64,
    message: (p: { flag: string; command: string }) => `${p.command} has no flag ${p.flag}`,
  },
  missingArgument: {
    code: 'HF904',
    exit: 64,
    message: (p: { argument: string; command: string }) => `${p.command} needs ${p.argument}`,
  },
  badValue: {
    code: 'HF905',
    exit: 64,
    message: (p: { what: string; detail: string }) => `${p.what} ${p.detail}`,
  },
  folderNotEmpty: {
    code: 'HF906',
    exit: 64,
    message: (p: { path: string; what: string }) => `${p.path} is not empty: ${p.what}`,
    hint: 'give a folder that is empty or not there yet; nothing was changed',
  },
  demoTargetTaken: {
    code: 'HF910',
    exit: 64,
    message: (p: { path: string }) => `${p.path} is not empty: the demo company needs a folder of its own`,
    hint: 'name another folder with --out, or delete this one',
  },
  defect: {
    code: 'HF999',
    exit: 2,
    message: (p: { detail: string }) => `a defect in Holdfast itself: ${p.detail}`,
    hint: 'please report it with the run record; nothing was published',
  },
} as const;

/** 19,128 bad rows of 24,979 (76.6 %), more than the tolerated 12,489 */
function badRows(p: { bad: number; of: number | null; tolerated: number }): string {
  const count = (n: number) => n.toLocaleString('en-US');
  const rows = `${count(p.bad)} bad ${p.bad === 1 ? 'row' : 'rows'}`;
  const share = p.of ? ` of ${count(p.of)} (${((100 * p.bad) / p.of).toFixed(1)} %)` : '';
  return `${rows}${share}${p.tolerated > 0 ? `, more than the tolerated ${count(p.tolerated)}` : ''}`;
}
