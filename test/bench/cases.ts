import type { Command } from './run-process.ts';
import { EVE, FIRST, FIRST_OF_1, FIRST_OF_24, type Workspace } from './workspace.ts';

/** One side of a case: the state it begins from and the process that is timed. */
interface CaseSide {
  readonly from: string | null;
  readonly command: Command;
}

export interface BenchCase {
  readonly name: string;
  readonly what: string;
  /** What is asked for, in words; it is shown and not checked. */
  readonly target: string;
  /** Stages whose own times are compared as well. */
  readonly stages: readonly string[];
  /** First day of the calendar. */
  readonly first: string;
  readonly ours: CaseSide;
  readonly hand: CaseSide | null;
}

const STAGES = ['extract', 'transform', 'score', 'backtest', 'publish'] as const;
const BUILD = ['extract', 'borrow', 'transform'] as const;
const NIGHT = ['extract-night', 'transform'] as const;

interface State {
  readonly name: string;
  /** First day of the calendar. */
  readonly first: string;
  readonly ours: CaseSide;
  /** Null where nothing by hand begins from it. */
  readonly hand: CaseSide | null;
}

/** States that cases begin from, each after those that it begins from. Making them is the first run of everything, which is not timed. */
function statesOf(work: Workspace): readonly State[] {
  const asOf = { asOf: EVE, exports: work.eve };
  const both = (name: string, from: string | null, ours: Command, hand: Command): State => ({
    name,
    first: FIRST,
    ours: { from, command: ours },
    hand: { from, command: hand },
  });
  const alone = (name: string, from: string | null, ours: Command, first = FIRST): State => ({
    name,
    first,
    ours: { from, command: ours },
    hand: null,
  });
  const first = FIRST_OF_1;
  const eveOf1 = (exports: string): Command => work.ours('bench_build', { asOf: EVE, exports });
  return [
    both('extracted', null, work.ours('bench_extract'), work.hand(['extract', 'borrow'])),
    both('built', 'extracted', work.ours('bench_transform'), work.hand(['transform'])),
    both('eve', null, work.ours('bench_build', asOf), work.hand(BUILD, asOf)),
    both('night', 'eve', work.ours('bench_build'), work.hand(NIGHT)),
    { ...both('eve-1', null, eveOf1(work.eve), work.hand(BUILD, { ...asOf, first })), first },
    alone('eve-1-short', null, eveOf1(work.shortEve), first),
    alone('eve-published', 'eve', work.ours('daily', asOf)),
    // The exports of the day before lie in another folder, so that the project reads differently: elsewhere a night finds it read.
    alone('eve-read', 'eve', work.plan()),
    alone('eve-published-read', 'eve-published', work.plan()),
    alone('night-published', 'eve-published-read', work.ours('daily')),
    alone('validated', null, work.validate()),
    alone('scored', 'built', work.ours('bench_score')),
  ];
}

/** The states that some cases need, and those that these are made from. */
export function statesFor(work: Workspace, cases: readonly BenchCase[]): readonly State[] {
  const states = statesOf(work);
  const ours = new Set(cases.map((one) => one.ours.from));
  const hand = new Set(cases.map((one) => one.hand?.from ?? null));
  // By hand borrows from what ours has extracted.
  if (cases.some((one) => one.hand !== null)) ours.add('extracted');
  // What a night comes to is compared before it is timed.
  if (cases.some(({ name }) => name === 'night-build')) for (const side of [ours, hand]) side.add('night');
  for (const state of [...states].reverse()) {
    if (hand.has(state.name)) hand.add(state.hand?.from ?? null);
    if (ours.has(state.name) || hand.has(state.name)) ours.add(state.ours.from);
  }
  return states
    .filter(({ name }) => ours.has(name) || hand.has(name))
    .map((state) => (hand.has(state.name) ? state : { ...state, hand: null }));
}

export function casesOf(work: Workspace): readonly BenchCase[] {
  const build = (name: string, first: string, what: string, target: string): BenchCase => ({
    name,
    what,
    target,
    stages: ['extract', 'transform'],
    first,
    ours: { from: null, command: work.ours('bench_build') },
    hand: { from: null, command: work.hand(BUILD, { first }) },
  });
  return [
    {
      ...own('extract', 'all files of the exports into an empty file', '', null, work.ours('bench_extract')),
      stages: ['extract'],
      hand: { from: null, command: work.hand(['extract', 'borrow']) },
    },
    {
      ...own(
        'transform',
        'rollups and feature models on every date',
        '',
        'extracted',
        work.ours('bench_transform'),
      ),
      stages: ['transform'],
      hand: { from: 'extracted', command: work.hand(['transform']) },
    },
    build('build', FIRST, 'extract and transform in one process, every date of the calendar', '1.15 x'),
    build('build-1', FIRST_OF_1, 'the same with one as-of date', '1.15 x'),
    build('build-24', FIRST_OF_24, 'the same with 24 as-of dates', '1.15 x; 3 x build-1'),
    {
      ...own(
        'night-build',
        'one new day of events: extract and transform',
        '2 x',
        'eve-read',
        work.ours('bench_build'),
      ),
      stages: ['extract', 'transform'],
      hand: { from: 'eve', command: work.hand(NIGHT) },
    },
    {
      ...own(
        'night-1',
        'the same on one as-of date',
        '2 x; 1.5 x night-1-short',
        'eve-1',
        work.ours('bench_build'),
      ),
      stages: ['extract', 'transform'],
      first: FIRST_OF_1,
      hand: { from: 'eve-1', command: work.hand(NIGHT, { first: FIRST_OF_1 }) },
    },
    {
      ...own(
        'night-1-short',
        'the same new day of the same accounts on a tenth of the history',
        '',
        'eve-1-short',
        work.ours('bench_build', { exports: work.short }),
      ),
      stages: ['extract', 'transform'],
      first: FIRST_OF_1,
    },
    own(
      'night',
      'one new day of events, process start to published',
      '',
      'eve-published-read',
      work.ours('daily'),
    ),
    own('score', 'every account on every date, six scorecards', '', 'built', work.ours('bench_score')),
    own('backtest', 'every horizon of every scorecard', '', 'scored', work.ours('bench_backtest')),
    own('everything', 'from the exports to published, all at once', '', null, work.ours('daily')),
    own(
      'nothing-new',
      'the same night once more (exit 99)',
      'under 1 s',
      'night-published',
      work.ours('daily', { expect: [99] }),
    ),
    own('help', 'holdfast --help', 'under 150 ms', null, work.command('--help')),
    own('validate-first', 'holdfast validate, nothing known of the project', '', null, work.validate()),
    own('validate', 'holdfast validate, an unchanged project', 'under 500 ms', 'validated', work.validate()),
  ];
}

function own(name: string, what: string, target: string, from: string | null, command: Command): BenchCase {
  const stages = STAGES.filter((stage) => stage === name);
  const all = name === 'night' || name === 'everything' ? STAGES : stages;
  return { name, what, target, stages: all, first: FIRST, ours: { from, command }, hand: null };
}
