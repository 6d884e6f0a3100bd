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
      if (limit === undefined) continue;
      const detail = limitFault(key, limit, { min, max });
      if (detail === null) continue;
      const hint = "write it in points of the scorecard's own scale, between its ends";
      problems.push(
        problem(
          'scorecardScale',
          { detail: `rule "${rule.name}": ${detail}` },
          { ...place(['rules', i, key]), hint },
        ),
      );
    }
    if (rule.band !== undefined && !bands.includes(rule.band)) {
      const detail = `rule "${rule.name}" names the band "${rule.band}", which there is not`;
      const hint = didYouMean(rule.band, bands) ?? `known bands: ${bands.join(', ')}`;
      problems.push(problem('scorecardBands', { detail }, { ...place(['rules', i, 'band']), hint }));
    }
    return problems;
  });
}

/** A cap at the very top holds nothing down, and a floor at the very bottom nothing up. */
function limitFault(
  key: 'cap' | 'floor',
  limit: number,
  { min, max }: { readonly min: number; readonly max: number },
): string | null {
  if (limit < min || limit > max) return `${key} ${limit} lies outside the scale from ${min} to ${max}`;
  if (key === 'cap' && limit === max) return `cap ${limit} is the top of the scale and holds nothing down`;
  return key === 'floor' && limit === min
    ? `floor ${limit} is the bottom of the scale and holds nothing up`
    : null;
}
