import { type Problem, problem } from '../../errors.ts';
import type { Placer } from './scorecard-placer.ts';
import type { Scorecard } from './scorecard-schema.ts';
import type { YamlPath } from './yaml-document.ts';

interface Named {
  readonly kind: string;
  readonly name: string;
  readonly path: YamlPath;
}

/** Bands have names of their own, rules and variants too; measures and dimensions share theirs, in the whole scorecard: both are lines. */
export function checkNames(card: Scorecard, place: Placer): Problem[] {
  return [bands(card), [...dimensions(card), ...measures(card)], rules(card), variants(card)].flatMap(
    (named) => twice(named, place),
  );
}

function twice(named: readonly Named[], place: Placer): Problem[] {
  return named.flatMap(({ kind, name, path }, index) => {
    const first = named.slice(0, index).find((other) => other.name === name);
    if (!first) return [];
    const other = `line ${place(first.path).line ?? '?'}`;
    return [
      problem(
        'duplicateName',
        { kind, name, other },
        { ...place(path), hint: `give each ${kind} a name of its own` },
      ),
    ];
  });
}

function bands(card: Scorecard): Named[] {
  return card.bands.map(({ name }, i) => ({ kind: 'band', name, path: ['bands', i, 'name'] }));
}

function dimensions(card: Scorecard): Named[] {
  return card.dimensions.map(({ name }, i) => ({ kind: 'dimension', name, path: ['dimensions', i, 'name'] }));
}

function measures(card: Scorecard): Named[] {
  return card.dimensions.flatMap((dimension, d) =>
    dimension.measures.map(({ name }, m) => ({
      kind: 'measure',
      name,
      path: ['dimensions', d, 'measures', m, 'name'],
    })),
  );
}

function rules(card: Scorecard): Named[] {
  return card.rules.map(({ name }, i) => ({ kind: 'rule', name, path: ['rules', i, 'name'] }));
}

function variants(card: Scorecard): Named[] {
  return card.variants.map(({ name }, i) => ({ kind: 'variant', name, path: ['variants', i, 'name'] }));
}
