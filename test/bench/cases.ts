import type { Command } from './run-process.ts';
import { EVE, type Workspace } from './workspace.ts';

/** One side of a case: the state it begins from and the process that is timed. */
export interface CaseSide {
  readonly from: string | null;
  readonly command: Command;
}

export interface BenchCase {
  readonly name: string;
  readonly what: string;
  /** What DESIGN 11 asks for, in words; it is shown and not checked. */
  readonly target: string;
  /** Stages whose own times are compared as well. */
  readonly stages: readonly string[];
  readonly ours: CaseSide;
  readonly hand: CaseSide | null;
}

const STAGES = ['transform', 'score', 'backtest', 'publish'] as const;
const NIGHT = ['extract-night', ...STAGES] as const;

/** States that cases begin from. Making them is the first run of everything, which is not timed. */
export function statesOf(work: Workspace): readonly { name: string; ours: CaseSide; hand: CaseSide }[] {
  const asOf = { asOf: EVE, exports: work.eve };
  const all = ['extract', ...STAGES];
  return [
    state('extracted', null, work.ours('bench_extract'), work.hand(['extract'])),
    state('built', 'extracted', work.ours('bench_transform'), work.hand(['transform'])),
    state('scored', 'built', work.ours('bench_score'), work.hand(['score'])),
    state('published', null, work.ours('daily'), work.hand(all)),
    state('eve', null, work.ours('daily', asOf), work.hand(all, asOf)),
    state('night', 'eve', work.ours('daily'), work.hand(NIGHT)),
  ];
}

function state(name: string, from: string | null, ours: Command, hand: Command) {
  return { name, ours: { from, command: ours }, hand: { from, command: hand } };
}

export function casesOf(work: Workspace): readonly BenchCase[] {
  const stage = (name: string, from: string | null, what: string, target: string): BenchCase => ({
    name,
    what,
    target,
    stages: [name],
    ours: { from, command: work.ours(`bench_${name}`) },
    hand: { from, command: work.hand([name]) },
  });
  return [
    stage('extract', null, 'all files of the exports into an empty file', ''),
    stage('transform', 'extracted', 'rollups and feature models on every date', ''),
    stage('score', 'built', 'every account on every date, four dates explained', ''),
    stage('backtest', 'scored', 'six horizons', ''),
    {
      name: 'build',
      what: 'extract and transform in one process',
      target: '1.15 x',
      stages: ['extract', 'transform'],
      ours: { from: null, command: work.ours('bench_build') },
      hand: { from: null, command: work.hand(['extract', 'transform']) },
    },
    {
      name: 'everything',
      what: 'from the exports to published, all at once',
      target: '',
      stages: ['extract', ...STAGES],
      ours: { from: null, command: work.ours('daily') },
      hand: { from: null, command: work.hand(['extract', ...STAGES]) },
    },
    {
      name: 'night',
      what: 'one new day of events, process start to published',
      target: '2 x',
      stages: STAGES,
      ours: { from: 'eve', command: work.ours('daily') },
      hand: { from: 'eve', command: work.hand(NIGHT) },
    },
    own('nothing-new', 'the same night once more (exit 99)', 'under 1 s', {
      from: 'published',
      command: work.ours('daily', { expect: [99] }),
    }),
    own('help', 'holdfast --help', 'under 150 ms', { from: null, command: work.command('--help') }),
    own('validate', 'holdfast validate', 'under 500 ms', { from: null, command: work.validate() }),
  ];
}

function own(name: string, what: string, target: string, ours: CaseSide): BenchCase {
  return { name, what, target, stages: [], ours, hand: null };
}
