import { type Problem, problem } from '../../errors.ts';
import { didYouMean } from './nearest.ts';
import type { Placer } from './scorecard-placer.ts';
import type { Scorecard } from './scorecard-schema.ts';

/** Rules hold scores where the scale has them and name bands that exist. */
export function checkRules(card: Scorecard, place: Placer): Problem[] {
  const { min, max } = card.scale;
  const bands = card.bands.map(({ name }) => name);
  return card.rules.flatMap((rule, i) => {
    const problems: Problem[] = [];
    for (const key of ['cap', 'floor'] as const) {
      const limit = rule[key];
      if (limit === undefined || (limit >= min && limit <= max)) continue;
      const detail = `${key} ${limit} of rule "${rule.name}" lies outside the scale from ${min} to ${max}`;
      problems.push(problem('scorecardScale', { detail }, place(['rules', i, key])));
    }
    if (rule.band !== undefined && !bands.includes(rule.band)) {
      const detail = `rule "${rule.name}" names the band "${rule.band}", which there is not`;
      const hint = didYouMean(rule.band, bands) ?? `known bands: ${bands.join(', ')}`;
      problems.push(problem('scorecardBands', { detail }, { ...place(['rules', i, 'band']), hint }));
    }
    return problems;
  });
}
