import { type Problem, problem } from '../../errors.ts';
import { askedWords, conditionWords } from './condition-words.ts';
import type { Condition } from './scorecard-condition-schema.ts';
import { excludes } from './scorecard-excludes.ts';
import type { Placer } from './scorecard-placer.ts';
import type { Scorecard } from './scorecard-schema.ts';
import type { YamlPath } from './yaml-document.ts';

interface Asked {
  readonly of: string;
  readonly when: readonly Condition[];
  readonly path: YamlPath;
}

/** What a scorecard asks of an account can be so. */
export function checkConditions(card: Scorecard, place: Placer): Problem[] {
  return everythingAsked(card).flatMap(({ of, when, path }) => {
    for (const [i, condition] of when.entries()) {
      const other = when.slice(0, i + 1).find((each) => excludes(each, condition));
      if (!other) continue;
      const detail =
        other === condition
          ? conditionWords(condition)
          : `${conditionWords(other)}, and ${askedWords(condition)}`;
      return [problem('neverHolds', { of, detail }, place([...path, i]))];
    }
    return [];
  });
}

function everythingAsked({ dimensions, rules, variants }: Scorecard): Asked[] {
  return [
    ...dimensions.flatMap(({ measures }, d) =>
      measures.flatMap(({ name, applies_when }, m) =>
        applies_when === undefined
          ? []
          : [
              {
                of: `applies_when of measure "${name}"`,
                when: [applies_when],
                path: ['dimensions', d, 'measures', m],
              },
            ],
      ),
    ),
    ...rules.map(({ name, when }, i) => ({ of: `rule "${name}"`, when, path: ['rules', i, 'when'] })),
    ...variants.map(({ name, when }, i) => ({
      of: `variant "${name}"`,
      when,
      path: ['variants', i, 'when'],
    })),
  ];
}
