import type { ScoreProof } from '../core/backtest/score-proof.ts';
import type { OverrideStudy } from '../core/backtest/study-overrides.ts';
import { three, told } from './backtest-words.ts';
import { TEXT_WIDTH, wrap } from './text-table.ts';
import { count, dayText } from './words.ts';

const four = (value: number): string => value.toFixed(4);

/** Whether rules and overrides made the score better, and whose did. */
export function overrideLines(found: OverrideStudy | null): string[] {
  if (found === null) return [];
  const { ruled, overridden, overrideGain, gain, authors } = found;
  return [
    '',
    `Rules changed ${count(ruled)} of these scores, people ${count(overridden)}`,
    `  AUC gained by overrides ${told(overrideGain, three)}; by rules and overrides ${told(gain, three)}`,
    ...authors.map(
      ({ author, meanChange, brierGain }) =>
        `  ${author}: changed ${count(meanChange.n)} scores by ${told(meanChange, three)} points; Brier gained ${told(brierGain, four)}`,
    ),
  ];
}

/** Drift, planted leaks and gates. */
export function guardLines({ drift, canaries, gates }: ScoreProof): string[] {
  const alarms = drift.figures.filter(({ psi }) => psi.alarm).map(({ subject }) => subject);
  const drifted =
    drift.since === null
      ? 'the calendar does not reach back far enough'
      : `${alarms.length === 0 ? 'nothing beyond chance' : alarms.join(', ')} since ${dayText(drift.since)}`;
  const judged = canaries.filter(({ passed }) => passed !== null);
  const lines = [
    `Drift: ${drifted}.`,
    `Planted leaks: ${judged.map(({ canary }) => canary.replaceAll('_', ' ')).join(', ')}: none came through${judged.length < canaries.length ? ` (${canaries.length - judged.length} could not be tried)` : ''}.`,
    ...gates.map(({ gate, status, text }) => `Gate ${gate} ${status.replace('_', ' ')}: ${text}.`),
  ];
  return lines.flatMap((line) => wrap(line, TEXT_WIDTH));
}
