import { daysBetween } from '../core/config/days.ts';
import type { Explanation } from './explain.ts';
import type { Labels } from './explain-labels.ts';
import type { SetByHand } from './explain-set-by-hand.ts';
import { changeLines, turnLines } from './explain-text-change.ts';
import { evidenceLines } from './explain-text-evidence.ts';
import { pointLines } from './explain-text-points.ts';
import { wayUpLines } from './explain-text-way-up.ts';
import { clip, TEXT_WIDTH, wrap } from './text-table.ts';
import { bandWords, counted, dayText, money, renewalWords, signed } from './words.ts';

/** An account's score and its reasons for a person: what it is, what it is made of, what moved. */
export function explainText(explanation: Explanation, labels: Labels): string {
  return [
    ...heading(explanation),
    '',
    ...facts(explanation, labels),
    '',
    ...pointLines(explanation, labels),
    ...changeLines(explanation, labels),
    ...turnLines(explanation),
    ...wayUpLines(explanation.way_up, labels),
    ...(explanation.evidence === null ? [] : evidenceLines(explanation.evidence)),
  ].join('\n');
}

function heading(explanation: Explanation): string[] {
  const { account_name, account_id, score_name, as_of, renewal_date, days_to_renewal } = explanation;
  const name = account_name === null ? account_id : `${account_name} (${account_id})`;
  const renewal =
    renewal_date === null || days_to_renewal === null
      ? null
      : `${days_to_renewal < 0 ? 'renewal' : 'renews'} ${dayText(renewal_date)}, ${renewalWords(days_to_renewal)}`;
  const { segment, lifecycle_stage, arr, currency, owner } = explanation;
  const about = [segment, lifecycle_stage, arr === null ? null : `ARR ${money(arr, currency)}`, renewal];
  const rest = [...about, owner === null ? null : `owner ${owner}`].filter((part) => part !== null);
  return [
    `${name}: ${score_name} as of ${dayText(as_of)}`,
    ...(rest.length === 0 ? [] : [clip(rest.join(' · '), TEXT_WIDTH)]),
  ];
}

function facts(explanation: Explanation, labels: Labels): string[] {
  const rows: [string, string][] = [
    ['score', scoreText(explanation)],
    ['band', bandText(explanation, labels)],
    ['known', knownText(explanation)],
    ['change', changeText(explanation)],
    ['to do', labels.band(explanation.band)?.action ?? ''],
  ];
  const told = rows.filter(([, text]) => text !== '');
  return told.flatMap(([name, text]) =>
    wrap(text, TEXT_WIDTH - 10).map((line, i) => `  ${(i === 0 ? name : '').padEnd(8)}${line}`),
  );
}

function scoreText({ score, score_mark, items, scorecard, set_by_hand }: Explanation): string {
  if (score === null) return 'withheld: too little is known';
  const most =
    scorecard?.max ?? Math.round(items.reduce((sum, { max_points }) => sum + (max_points ?? 0), 0));
  const mark = score_mark === null ? '' : `, which is ${score_mark}`;
  return `${score} of ${most}${mark}${set_by_hand === null ? '' : `; ${byHandText(set_by_hand)}`}`;
}

function byHandText({ author, reason, computed }: SetByHand): string {
  const why = reason === null ? '' : ` (${reason.replaceAll('_', ' ')})`;
  const rest = computed === null ? 'too little is known to compute one' : `computed it is ${computed}`;
  return `set by hand by ${author ?? 'somebody'}${why}; ${rest}`;
}

function bandText({ band, raw_band, band_reason, previous_band }: Explanation, labels: Labels): string {
  const meaning = labels.band(band)?.meaning;
  const why = bandWords({ band, raw_band, band_reason, previous_band });
  const said = meaning === undefined ? band : `${band}: ${meaning}`;
  return why === '' ? said : `${said.replace(/\.?$/, '.')} ${why}`;
}

function knownText({ coverage, score, score_low, score_high, confidence }: Explanation): string {
  const share = `${Math.round(coverage * 100)} % of the weight rests on values`;
  if (score_low === score_high && score !== null) return `${share}; confidence ${confidence}`;
  return `${share}; the rest could bring it anywhere from ${score_low} to ${score_high}; confidence ${confidence}`;
}

function changeText({ change, score, as_of }: Explanation): string {
  if (change === null) return 'no earlier reading to compare with';
  const since = `${dayText(change.since)} (${counted(daysBetween(change.since, as_of), 'day')} before)`;
  if (change.score === null || score === null) {
    const then = change.score === null ? 'withheld' : `${change.score}, ${change.band}`;
    return `on ${since} it was ${then}; without both scores there is no difference to explain`;
  }
  return `${signed(change.change ?? 0)} since ${since}, when it was ${change.score}, ${change.band}`;
}
