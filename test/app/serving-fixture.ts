import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openWarehouse } from '../../src/adapters/duckdb/open-warehouse.ts';
import { parseConfig } from '../../src/core/config/parse-config.ts';
import { scorecardFile } from '../../src/core/config/scorecard-schema.ts';
import type { PublishedColumn } from '../../src/core/publish/published-table.ts';
import { canonicalScorecard } from '../../src/core/score/canonical-scorecard.ts';
import { identifier, literal } from '../../src/core/sql/quote.ts';
import { backtestMetricsTable } from '../../src/stages/publish/tables/backtest-metrics.ts';
import { calendarTables } from '../../src/stages/publish/tables/calendar-tables.ts';
import {
  calendarDimensionsTable,
  scoreDimensionsTable,
} from '../../src/stages/publish/tables/score-dimensions.ts';
import { scoreInputsTable } from '../../src/stages/publish/tables/score-inputs.ts';
import { scoreMeasuresTable } from '../../src/stages/publish/tables/score-measures.ts';
import { scorecardsTable } from '../../src/stages/publish/tables/scorecards.ts';
import { scoresTable } from '../../src/stages/publish/tables/scores.ts';

export type Row = Readonly<Record<string, string | number | boolean | null>>;
export type Tables = Readonly<Record<string, readonly Row[]>>;

export const AS_OF = '2026-11-01';

const inputs = { asOf: AS_OF, snapshotId: 's', profile: 'features.profile', from: '2026-01-01' };
/** The columns that a publish gives each table, so that these tests notice when one changes. */
const COLUMNS: Readonly<Record<string, readonly PublishedColumn[]>> = Object.fromEntries(
  [
    scoresTable(inputs),
    scoreMeasuresTable({ ...inputs, scorecards: [] }),
    backtestMetricsTable(inputs),
    ...calendarTables({ ...inputs, scorecards: [], scoresFrom: inputs.from }),
    scoreDimensionsTable({ ...inputs, scorecards: [] }),
    calendarDimensionsTable({ ...inputs, scorecards: [] }),
    scorecardsTable({ ...inputs, cards: [] }),
    scoreInputsTable({
      ...inputs,
      inputs: ['a.a', 'a.b', 'b.a', 'c.a'].map((feature) => {
        const [model = '', column = ''] = feature.split('.');
        return { model, column, reads: 'number' };
      }),
    }),
  ].map(({ name, columns }) => [name, columns]),
);

const SCORECARD = `
name: health
version: 3
description: How healthy a customer is.
bands:
  - { name: poor, from: 0, meaning: Likely to leave unless something changes. }
  - { name: okay, from: 50, meaning: Neither safe nor lost., action: Look again in two weeks. }
  - { name: good, from: 80, meaning: Gets value and shows it. }
dimensions:
  - name: product
    weight: 0.6
    measures:
      - { name: active_days_30d, label: Active days in 30 days, feature: a.a, weight: 0.5, direction: higher_is_better,
          timing: leading, normalise: { type: linear, worst: 0, best: 20 }, reason: 'Only {value} active days', advice: Work in it on more days }
      - { name: share_seats_active, label: Seats active in 30 days, feature: a.b, weight: 0.5, direction: higher_is_better,
          timing: leading, normalise: { type: linear, worst: 0, best: 1 }, format: percent, reason: 'Only {value}', advice: Hand out the seats }
  - name: service
    weight: 0.4
    measures:
      - { name: tickets_90d, label: Tickets in 90 days, feature: b.a, weight: 0.75, direction: lower_is_better,
          timing: lagging, normalise: { type: linear, worst: 20, best: 0 }, reason: '{value} tickets' }
      - { name: nps, label: 'NPS, last answer', feature: c.a, weight: 0.25, direction: higher_is_better, timing: leading,
          normalise: { type: linear, worst: 0, best: 10 }, missing: neutral, reason: 'NPS {value}', reason_missing: No NPS, internal: true }
`;

/** A project folder whose default target has been published: a serving file filled by hand. */
export async function publishedProject(folder: string, tables: Tables): Promise<string> {
  const files = {
    'pipeline.yml': `
name: fixture
sources: { path: exports }
calendar: { every: week, from: 2026-01-04 }
accounts: { lifetimes: intermediate.x, profile: features.profile }
targets: { dev: { path: published }, prod: { path: published/prod } }
`,
    'models/scores/health.yml': SCORECARD,
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  await writeServing(join(folder, 'published', '_serve', 'holdfast.duckdb'), tables);
  return folder;
}

async function writeServing(path: string, tables: Tables): Promise<void> {
  const warehouse = await openWarehouse({ buildFile: path, threads: 1 });
  try {
    // A publish keeps its own notes beside what it publishes.
    await warehouse.run('create schema build.holdfast; create table build.holdfast.parts (path varchar)');
    for (const [name, rows] of Object.entries(tables)) {
      const columns = COLUMNS[name] ?? [];
      const defined = columns.map((column) => `${identifier(column.name)} ${column.type}`);
      await warehouse.run('use build');
      await warehouse.run(`create table build.main.${name} (${defined.join(', ')}, snapshot_date date)`);
      await warehouse.run(`comment on table build.main.${name} is 'What ${name} holds.'`);
      for (const row of rows) await warehouse.run(insert(name, { ...row, snapshot_date: AS_OF }));
      await warehouse.run(
        `create view current_${name} as select * from ${name} where snapshot_date = date '${AS_OF}'`,
      );
    }
  } finally {
    warehouse.close();
  }
}

function insert(table: string, row: Row): string {
  const values = Object.values(row).map((value) =>
    typeof value === 'string' ? literal(value) : String(value),
  );
  return `insert into build.main.${table} (${Object.keys(row).map(identifier).join(', ')}) values (${values.join(', ')})`;
}

interface Measured {
  /** A word where the measure has categories. */
  readonly raw: number | string | null;
  /** 0 to 100. */
  readonly scaled: number;
}
export type Measures = Readonly<
  Record<'active_days_30d' | 'share_seats_active' | 'tickets_90d' | 'nps', Measured>
>;

const MEASURES = [
  ['product', 'active_days_30d', 0.3],
  ['product', 'share_seats_active', 0.3],
  ['service', 'tickets_90d', 0.3],
  ['service', 'nps', 0.1],
] as const;

/** The lines of one reading; a measure without a value stands in at its scaled value. */
export function measureRows(account: string, asOf: string, measures: Measures, state = 'missing'): Row[] {
  return MEASURES.flatMap(([dimension, item, weight]): Row[] => {
    const { raw, scaled } = measures[item];
    const line = { account_id: account, as_of: asOf, score_name: 'health', dimension, item, weight };
    const points = Math.round(weight * scaled * 10_000) / 10_000;
    const full = { points, max_points: weight * 100, scaled_value: scaled };
    const value = typeof raw === 'string' ? { raw_text: raw } : { raw_value: raw };
    if (raw !== null) return [{ ...line, kind: 'measure', ...value, state: 'present', ...full }];
    const none = { raw_value: null, points: 0, max_points: 0, scaled_value: null };
    return [
      { ...line, kind: 'measure', state, ...none },
      { ...line, kind: 'missing', state, ...none, ...full },
    ];
  });
}

export function scoreOf(measures: Measures): number {
  const ticks = MEASURES.reduce(
    (sum, [, item, weight]) => sum + Math.round(weight * measures[item].scaled * 10_000),
    0,
  );
  return ticks / 10_000;
}

function bandOf(score: number): string {
  if (score < 50) return 'poor';
  return score < 80 ? 'okay' : 'good';
}

/** One row of `scores` with everything in order; `changes` says what is not. */
export function scoreRow(account: string, score: number, changes: Row = {}): Row {
  const band = bandOf(score);
  return {
    account_id: account,
    as_of: AS_OF,
    score_name: 'health',
    account_name: `Account ${account}`,
    owner: 'Dana Reyes',
    segment: 'mid_market',
    lifecycle_stage: 'established',
    arr: 84_000,
    currency: 'EUR',
    renewal_date: '2027-01-14',
    days_to_renewal: 74,
    score,
    band,
    raw_band: band,
    band_reason: 'steady',
    previous_band: band,
    coverage: 1,
    confidence: 'high',
    score_low: score,
    score_high: score,
    reason_1: null,
    reason_2: null,
    reason_3: null,
    scorecard_version: 3,
    scorecard_hash: 'h',
    snapshot_id: 's',
    ...changes,
  };
}

/** The scorecard of the project, as it is published. */
export function scorecardRow(asOf: string): Row {
  const card = parseConfig(scorecardFile, { file: 'health.yml', text: SCORECARD }, {}).value;
  if (card === null) throw new Error('the scorecard of this fixture is not sound');
  return { as_of: asOf, score_name: 'health', scorecard_version: 3, scorecard: canonicalScorecard(card) };
}

/** What an account was scored from. */
export function inputRow(account: string, asOf: string, measures: Measures): Row {
  const value = (name: keyof Measures) => measures[name].raw;
  return {
    account_id: account,
    as_of: asOf,
    a__a: value('active_days_30d'),
    a__b: value('share_seats_active'),
    b__a: value('tickets_90d'),
    c__a: value('nps'),
  };
}

/** One row of `backtest_metrics`. */
export function metricRow(subject: readonly [kind: string, name: string], changes: Row): Row {
  const [subject_kind, name] = subject;
  return { score_name: 'health', as_of: AS_OF, subject_kind, subject: name, segment: null, ...changes };
}
