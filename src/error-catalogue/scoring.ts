/** Scorecards, scoring and the back-test. HF5xx. */
export const scoring = {
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
  unknownFeature: {
    code: 'HF506',
    exit: 78,
    message: (p: { feature: string; usedBy: string }) =>
      `${p.usedBy} reads "${p.feature}", which no feature model has`,
  },
  scorecardVariant: {
    code: 'HF507',
    exit: 78,
    message: (p: { variant: string; detail: string }) => `variant "${p.variant}": ${p.detail}`,
  },
  decisionsInvalid: {
    code: 'HF508',
    exit: 1,
    message: (p: { relation: string; rows: number; detail: string; sample: string }) =>
      `${p.relation}: ${p.rows} ${p.rows === 1 ? 'decision' : 'decisions'} ${p.detail}, such as ${p.sample || 'one without an id'}`,
    hint: 'the back-test is only as good as its decisions: mend the model, or leave such rows out of it and count them',
  },
  noDecisions: {
    code: 'HF509',
    exit: 78,
    message: (_p: Record<string, never>) => 'pipeline.yml names no renewal decisions to test against',
    hint: 'decisions: intermediate.int_renewal_decisions, a model with one row per contract end',
  },
  noBacktestStep: {
    code: 'HF510',
    exit: 78,
    message: (_p: Record<string, never>) => 'pipelines/backtest.yml has no backtest step',
    hint: 'steps: [extract, transform, score, backtest]',
  },
  unknownScore: {
    code: 'HF511',
    exit: 64,
    message: (p: { score: string }) => `there is no score "${p.score}"`,
  },
  leakFound: {
    code: 'HF512',
    exit: 1,
    message: (p: { score: string; canary: string; detail: string }) =>
      `the back-test of ${p.score} let a planted leak through (${p.canary}): ${p.detail}`,
    hint: 'nothing that it found can be believed; check that the decisions say when their outcome was first known',
  },
  tooGoodToBeTrue: {
    code: 'HF514',
    exit: 1,
    message: (p: { score: string; detail: string }) => `${p.score}: too good to be true: ${p.detail}`,
    hint: 'look for a leak: a column that was written, or changed, once the outcome was known; holdfast check --future-blind finds most of them',
  },
  gateFailed: {
    code: 'HF513',
    exit: 1,
    message: (p: { score: string; gate: string; detail: string }) =>
      `${p.score} fails its gate ${p.gate}: ${p.detail}; nothing is published`,
    hint: 'mend the scorecard, or publish it all the same with --allow-gate and the name of the gate: the manifest will say so',
  },
  unknownVersion: {
    code: 'HF515',
    exit: 64,
    message: (p: { score: string; version: number }) =>
      `no version ${p.version} of ${p.score} is known: none is published, and docs/scorecards has no page of it`,
    hint: 'name a file: git show <commit>:models/scores/<name>.yml has every version that was ever committed',
  },
  tuningByPoints: {
    code: 'HF516',
    exit: 64,
    message: (p: { score: string }) => `${p.score} counts by points: there are no weights to propose`,
    hint: 'tune works on scorecards whose arithmetic is weighted_mean',
  },
  featureKind: {
    code: 'HF517',
    exit: 78,
    message: (p: { feature: string; usedBy: string; wanted: string; found: string }) =>
      `${p.usedBy} reads "${p.feature}" as ${p.wanted}, but it is ${p.found}`,
  },
  unknownWord: {
    code: 'HF518',
    exit: 78,
    message: (p: { feature: string; usedBy: string; word: string }) =>
      `${p.usedBy} asks "${p.feature}" for "${p.word}", which its model never gives`,
  },
  neverHolds: {
    code: 'HF519',
    exit: 78,
    message: (p: { of: string; detail: string }) => `${p.of} can never hold: ${p.detail}`,
    hint: 'all conditions of a list must hold at once: widen one, or make two rules or variants of them',
  },
} as const;
