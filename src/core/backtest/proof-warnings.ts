import type { HorizonStudy } from './horizon-study.ts';
import type { ScoreProof } from './score-proof.ts';
import { suspectWords } from './suspect-words.ts';

/** Churned decisions below which every interval is wide: at 20 against 180 an AUC of .75 is known to +/- .13. */
const SMALL = 20;

/** What a reader must know before believing a study, one sentence each, without a full stop. */
export function proofWarnings(
  score: string,
  { auc, mixes }: HorizonStudy,
  { suspects, timings, drift, canaries, usefulFrom }: Omit<ScoreProof, 'warnings'>,
): string[] {
  return [
    ...canaries
      .filter(({ passed }) => passed === false)
      .map(({ canary, detail }) => `leak: ${canary.replaceAll('_', ' ')}: ${detail}`),
    ...suspects.map((suspect) => `too good to be true: ${suspectWords(suspect)}; look for a leak`),
    ...(auc.n1 < SMALL ? [`the sample is small: ${auc.n1} churned, so every interval is wide`] : []),
    ...mixes
      .filter(({ onlyMix }) => onlyMix)
      .map(
        ({ by }) =>
          `${score} knows which ${by.replace('_', ' ')} churns more, and nothing beyond: no skill inside any`,
      ),
    ...(auc.value !== null && usefulFrom === null ? [`${score} is useful at no horizon`] : []),
    ...timings
      .filter(({ tag, agrees }) => tag === 'leading' && agrees === false)
      .map(
        ({ measure, tellsFrom }) =>
          `${measure} is tagged leading, but tells only from ${tellsFrom} days before the decision on: it lags`,
      ),
    ...drift.figures
      .filter(({ psi }) => psi.alarm)
      .map(
        ({ subject, psi }) =>
          `${subject} has drifted since ${drift.since}: PSI ${(psi.value ?? 0).toFixed(2)}`,
      ),
  ];
}
