import { type Problem, problem } from '../../errors.ts';
import type { Placer } from './scorecard-placer.ts';
import type { Scorecard } from './scorecard-schema.ts';

/** The scale is a scale, and half-open bands tile it from end to end. */
export function checkBands(card: Scorecard, place: Placer): Problem[] {
  const { min, max } = card.scale;
  if (min >= max) {
    return [
      problem(
        'scorecardScale',
        { detail: `the scale's min ${min} is not below its max ${max}` },
        place(['scale']),
      ),
    ];
  }
  return [...checkScale(card, place), ...checkTiling(card, place), ...checkMargin(card, place)];
}

function checkScale(card: Scorecard, place: Placer): Problem[] {
  const { min, max, step } = card.scale;
  const problems: Problem[] = [];
  if (step !== undefined && !isWhole((max - min) / step)) {
    const detail = `the scale from ${min} to ${max} is no whole number of steps of ${step}`;
    problems.push(problem('scorecardScale', { detail }, place(['scale', 'step'])));
  }
  problems.push(...checkSteps(card, place));
  if (card.neutral !== undefined && (card.neutral < min || card.neutral > max)) {
    const detail = `the neutral score ${card.neutral} lies outside the scale from ${min} to ${max}`;
    problems.push(problem('scorecardScale', { detail }, place(['neutral'])));
  }
  return problems;
}

/** Scores move in steps, so a boundary or a cap between two of them would say something else than it seems to. */
function checkSteps(card: Scorecard, place: Placer): Problem[] {
  const { min, step } = card.scale;
  if (step === undefined) return [];
  const limits = [
    ...card.bands.map(({ from }, i) => ({ at: from, path: ['bands', i, 'from'] })),
    ...card.rules.flatMap(({ cap, floor }, i) => [
      { at: cap, path: ['rules', i, 'cap'] },
      { at: floor, path: ['rules', i, 'floor'] },
    ]),
  ];
  return limits.flatMap(({ at, path }) => {
    if (at === undefined || isWhole((at - min) / step)) return [];
    const detail = `${at} lies between two steps of ${step}`;
    return [
      problem(
        'scorecardScale',
        { detail },
        { ...place(path), hint: 'move it onto a step, or make the steps smaller' },
      ),
    ];
  });
}

function checkTiling(card: Scorecard, place: Placer): Problem[] {
  const { min, max } = card.scale;
  return card.bands.flatMap(({ name, from }, i) => {
    const before = card.bands[i - 1];
    const complaint = (detail: string) => [
      problem('scorecardBands', { detail }, place(['bands', i, 'from'])),
    ];
    if (!before && from !== min) {
      return complaint(`the first band "${name}" begins at ${from}, but the scale begins at ${min}`);
    }
    if (before && from <= before.from) {
      return complaint(
        `band "${name}" begins at ${from}, not above ${before.from} where "${before.name}" begins`,
      );
    }
    return from >= max ? complaint(`band "${name}" begins at ${from}, but the scale ends at ${max}`) : [];
  });
}

/** A margin as wide as a band would make that band impossible to leave, or to enter. */
function checkMargin(card: Scorecard, place: Placer): Problem[] {
  const starts = [...card.bands.map(({ from }) => from), card.scale.max];
  const narrowest = Math.min(...starts.slice(1).map((from, i) => from - (starts[i] ?? from)));
  const { margin, own_noise } = card.steadiness;
  const widest = Math.max(margin, own_noise?.at_most ?? 0);
  if (widest === 0 || widest < narrowest || narrowest <= 0) return [];
  const detail = `the margin ${widest} is not below the width of the narrowest band, ${narrowest}`;
  const hint = 'lower the margin, or widen the band';
  const path = widest === margin ? ['steadiness', 'margin'] : ['steadiness', 'own_noise', 'at_most'];
  return [problem('scorecardBands', { detail }, { ...place(path), hint })];
}

function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) < 1e-9;
}
