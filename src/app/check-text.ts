import type { UnitTestResult } from '../stages/check/run-unit-tests.ts';
import { isBad } from '../stages/transform/run-checks.ts';
import type { CheckReport } from './check.ts';
import type { BlindCheck } from './future-blind.ts';
import { problemLines } from './problem-text.ts';
import { textTable } from './text-table.ts';
import { unitTestDiff } from './unit-test-diff.ts';
import { count, counted } from './words.ts';

/** What was looked at and everything that failed, the cells of failed unit tests below each. */
export function checkText(report: CheckReport, units: readonly UnitTestResult[] | null): string {
  const told = new Set((units ?? []).flatMap(({ problems }) => problems));
  const rest = report.problems.filter((problem) => !told.has(problem));
  const blocks = [
    ...(units ?? []).filter(({ passed }) => !passed).map(failureLines),
    rest.map(problemLines),
    report.future_blind === null ? [] : blindLines(report.future_blind),
    verdict(report),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function failureLines({ problems, differences }: UnitTestResult): string[] {
  return [...problems.map(problemLines), ...unitTestDiff(differences)];
}

function blindLines({ dates }: BlindCheck): string[] {
  const columns = [
    { head: 'as of' },
    { head: 'accounts', align: 'right' },
    { head: 'rows hidden', align: 'right' },
    { head: 'leaks', align: 'right' },
  ] as const;
  return textTable(
    columns,
    dates.map(({ asOf, accounts, hidden, leaks }) => [
      asOf,
      count(accounts),
      count(hidden),
      count(leaks.length),
    ]),
  );
}

function verdict({ unit_tests: tests, checks, future_blind: blind }: CheckReport): string[] {
  const lines: string[] = [];
  if (tests !== null)
    lines.push(`${counted(tests.passed + tests.failed, 'unit test')}: ${failures(tests.failed)}`);
  if (checks !== null) {
    const bad = checks.results.filter(isBad);
    const errors = bad.filter(({ severity }) => severity === 'error').length;
    const warned = bad.length === errors ? '' : `, ${count(bad.length - errors)} warned`;
    lines.push(`${counted(checks.results.length, 'check')} on the build file: ${failures(errors)}${warned}`);
    if (checks.not_built.length > 0) lines.push(`not built yet: ${checks.not_built.join(', ')}`);
  } else if (tests !== null) lines.push('no build file yet: checks on data come with the first run');
  if (blind !== null) {
    const models = new Set(blind.dates.flatMap(({ leaks }) => leaks.map(({ model }) => model)));
    const known =
      models.size === 0 ? 'none knows the future' : `${count(models.size)} of them know the future`;
    lines.push(
      `${counted(blind.models.length, 'feature model')} on ${counted(blind.dates.length, 'date')}: ${known}`,
    );
  }
  return lines;
}

function failures(failed: number): string {
  return failed === 0 ? 'all passed' : `${count(failed)} failed`;
}
