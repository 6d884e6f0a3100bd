import type { ProofComparison } from '../core/backtest/compare-proofs.ts';
import type { GateResult } from '../core/backtest/judge-gates.ts';
import { type ChangeRow, changeRows } from '../core/publish/scorecard-change-words.ts';
import { figure, interval, three } from './backtest-words.ts';
import type { DiffReport } from './diff.ts';
import { TEXT_WIDTH, textTable, wrap } from './text-table.ts';
import { dayLines, differenceWords } from './trial-words.ts';

/** A comparison of two cards for a person, or for a pull request. */
export function diffText({
  score,
  as_of,
  before,
  after,
  changes,
  day,
  proof,
  failed_gates,
}: DiffReport): string {
  const gates =
    failed_gates.length === 0 ? [] : ['', `Version ${after.version} fails ${failed_gates.join(' and ')}.`];
  return [
    `${score}: version ${after.version} (${after.from}) against version ${before.version} (${before.from}), as of ${as_of}`,
    ...(before.version === after.version && changes.length > 0
      ? wrap(
          `Both say version ${after.version}: raise it before you publish, and say why under changes, or readers can't tell them apart.`,
          TEXT_WIDTH,
        )
      : []),
    '',
    ...changeLines(changes),
    '',
    ...dayLines(day),
    '',
    ...proofLines(proof),
    ...gates,
  ].join('\n');
}

function changeLines(changes: DiffReport['changes']): string[] {
  if (changes.length === 0) return ['Both say the same.'];
  const rows = changeRows(changes);
  const columns = [
    { head: 'what', max: 64 },
    { head: 'before', max: 20 },
    { head: 'after', max: 20 },
  ];
  const valued = rows.filter(([, before, after]) => before.length <= 20 && after.length <= 20);
  // What came or went as a whole takes a line of its own to say.
  const whole = rows.filter((row) => !valued.includes(row));
  return [
    ...(valued.length === 0 ? [] : textTable(columns, valued, '  ')),
    ...(valued.length === 0 || whole.length === 0 ? [] : ['']),
    ...whole.flatMap(wholeLines),
  ];
}

/** `rule late, new: cap 65` */
function wholeLines([what, before, after]: ChangeRow): string[] {
  const text =
    before === ''
      ? `${what}${what === 'texts' ? '' : ', new'}: ${after}`
      : after === ''
        ? `${what}, gone: ${before}`
        : `${what}: ${before}, now ${after}`;
  return wrap(text, TEXT_WIDTH - 4).map((line, i) => `  ${i === 0 ? '' : '  '}${line}`);
}

function proofLines({ horizon, difference, horizons, gates }: ProofComparison): string[] {
  const right = { align: 'right' } as const;
  return [
    ...wrap(
      `AUC ${horizon} days before, on the same ${difference.n} decisions: ${differenceWords(difference)}.`,
      TEXT_WIDTH,
    ),
    ...textTable(
      [
        { head: 'days before', ...right },
        { head: 'before', ...right },
        { head: '95 % interval' },
        { head: 'after', ...right },
        { head: '95 % interval' },
      ],
      horizons.map((each) => [
        String(each.days),
        figure(each.auc_before, 3),
        interval(each.auc_before, three),
        figure(each.auc_after, 3),
        interval(each.auc_after, three),
      ]),
      '  ',
    ),
    ...(gates.length === 0 ? [] : ['', 'Gates']),
    ...gates.flatMap(({ gate, before, after }) => [
      ...(before === null ? [] : gateLines(`${gate}, before`, before)),
      ...gateLines(`${gate}, after`, after),
    ]),
  ];
}

function gateLines(what: string, { status, text }: GateResult): string[] {
  return wrap(`${what}: ${status.replace('_', ' ')}, ${text}`, TEXT_WIDTH - 2).map((line) => `  ${line}`);
}
