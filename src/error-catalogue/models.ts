/** Models and SQL: what `validate` finds in them. HF2xx. */
export const models = {
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
    message: (p: { name: string }) => `${p.name} answers as rows happen to arrive`,
    hint: 'order inside the call or its window, or use min, max, whole sums, a validity interval or row_number with a full key',
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
  relationshipColumn: {
    code: 'HF215',
    exit: 78,
    message: (p: { relation: string; column: string }) => `${p.relation} has no column "${p.column}"`,
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
  unitTestInvalid: {
    code: 'HF240',
    exit: 78,
    message: (p: { model: string; test: string; detail: string }) =>
      `unit test ${p.test} of ${p.model}: ${p.detail}`,
  },
  secondEngine: {
    code: 'HF250',
    exit: 78,
    message: (p: { what: string; there: string }) => `${p.what} ${p.there} on the second engine`,
    hint: 'models but staging are written in the form that DuckDB and Trino answer alike',
  },
  modelModule: {
    code: 'HF251',
    exit: 78,
    message: (p: { detail: string }) => `TypeScript model: ${p.detail}`,
    hint: "a model's module says: export const model = defineModel<Relations>((db) => db.selectFrom(…)…)",
  },
  generatedDrift: {
    code: 'HF252',
    exit: 78,
    message: (p: { path: string }) => `${p.path} is not what it would be made now`,
  },
} as const;
