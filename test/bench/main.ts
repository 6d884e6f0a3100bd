import { existsSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { type BenchCase, casesOf, statesFor } from './cases.ts';
import { compareResults } from './compare-results.ts';
import { BENCH_HELP, type BenchOptions, readOptions } from './options.ts';
import { median, printTimes } from './print-times.ts';
import { benchRankWindows } from './rank-windows.ts';
import { runProcess, runWithinMemory } from './run-process.ts';
import { benchScoring } from './scoring-bench.ts';
import { benchStats, decisions } from './stats-bench.ts';
import { type TimedCase, timeCase } from './time-case.ts';
import { Workspace } from './workspace.ts';

async function main(options: BenchOptions): Promise<void> {
  if (!existsSync(options.cli)) throw new Error(`${options.cli} is not there: npm run build`);
  const { accounts, events, runs } = options;
  console.log(
    `${accounts} accounts, ${events.toLocaleString('en-US')} events, ${runs} runs of each side in turn`,
  );
  console.log(`${availableParallelism()} cores, ${cpus()[0]?.model ?? ''}, Node ${process.version}`);
  const isWanted = (name: string): boolean => options.only === null || options.only.includes(name);
  const work = new Workspace(options);
  const cases = casesOf(work).filter(({ name }) => isWanted(name));
  if (cases.length > 0) await benchCases(work, cases);
  if (isWanted('scoring')) {
    note('timing scoring');
    await benchScoring(options);
  }
  if (isWanted('stats')) await printStats();
}

/** Whole processes, from states that are made first. */
async function benchCases(work: Workspace, cases: readonly BenchCase[]): Promise<void> {
  note('making exports and a project');
  await work.prepare();
  const made = await makeStates(work, cases);
  for (const state of made.filter((name) => name === 'built' || name === 'night')) {
    work.restore('ours', state);
    work.restore('hand', state);
    console.log(`\nThe same work? Rows are compared one by one, every column, in the state "${state}".\n`);
    await compareResults(work);
  }
  const timed: TimedCase[] = [];
  for (const one of cases) {
    note(`timing ${one.name}`);
    timed.push(await timeCase(work, one));
  }
  printTimes(timed, work.options.events);
  printRate(timed);
}

/** Every state once, which warms the disk's cache too. Answers those that both sides have. */
async function makeStates(work: Workspace, cases: readonly BenchCase[]): Promise<string[]> {
  const states = statesFor(work, cases);
  for (const { name, first, ours, hand } of states) {
    note(`making the state "${name}"`);
    work.beginOn(first);
    for (const [side, made] of [
      ['ours', ours],
      ['hand', hand],
    ] as const) {
      if (made === null || (work.options.keepStates && work.has(side, name))) continue;
      work.forget(side, name);
      if (made.from !== null && !work.has(side, made.from)) continue;
      work.restore(side, made.from);
      const usage = await (side === 'ours' ? runProcess : runWithinMemory)(made.command);
      if (usage === null) note(`the state "${name}" by hand ran out of memory`);
      else work.save(side, name);
    }
  }
  return states.flatMap(({ name, hand }) => (hand !== null && work.has('hand', name) ? [name] : []));
}

/** Account rows scored a second, all of the score stage counted: reading, scoring, writing, and explaining four dates. */
function printRate(timed: readonly TimedCase[]): void {
  const usages = timed.find(({ case: one }) => one.name === 'score')?.ours ?? [];
  const rates = usages.flatMap(({ stages, output }) => {
    const report = JSON.parse(output.trim().split('\n').at(-1) ?? '{}') as {
      result?: { score?: { scores: readonly { rows: number }[] } };
      score?: { scores: readonly { rows: number }[] };
    };
    const rows =
      (report.result ?? report).score?.scores.reduce((sum, score) => sum + score.rows, 0) ?? Number.NaN;
    return [(rows / (stages.get('score') ?? Number.NaN)) * 1000];
  });
  if (rates.length > 0)
    console.log(`\nScored ${Math.round(median(rates)).toLocaleString('en-US')} account rows a second.`);
}

async function printStats(): Promise<void> {
  const { rows, aucSeconds, spearmanSeconds, coldSeconds, extraMegabytes } = benchStats();
  const [auc, spearman, cold] = [aucSeconds, spearmanSeconds, coldSeconds].map(
    (value) => `${value.toFixed(2)} s`,
  );
  console.log(
    `\nStatistics over ${rows.toLocaleString('en-US')} decisions: AUC with interval ${auc}, Spearman with interval ${spearman}, both cold ${cold}, ${extraMegabytes.toFixed(0)} MiB.`,
  );
  const { scores, churned } = decisions(rows);
  const windows = await benchRankWindows(scores, churned);
  const ratio = (ours: number, theirs: number) => (ours / theirs).toFixed(2);
  console.log(
    `Rank windows of DuckDB over the same, without intervals: AUC ${windows.aucSeconds.toFixed(2)} s (ratio ${ratio(aucSeconds, windows.aucSeconds)}), Spearman ${windows.spearmanSeconds.toFixed(2)} s (ratio ${ratio(spearmanSeconds, windows.spearmanSeconds)}).`,
  );
}

function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

const options = readOptions(process.argv.slice(2));
if (options === null) console.log(BENCH_HELP);
else await main(options);
