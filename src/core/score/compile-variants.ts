import { compareText } from '../config/canonical-json.ts';
import type { Scorecard } from '../config/scorecard-schema.ts';
import { variantCard } from '../config/scorecard-variant-card.ts';
import type { Variant } from '../config/scorecard-variant-schema.ts';
import { type CompiledScorecard, compileScorecard } from './compile-scorecard.ts';
import { type FeatureColumns, numbersOf, textsOf } from './feature-columns.ts';
import { holds } from './holds.ts';
import type { LearntByVariant } from './learnt.ts';

/** A scorecard with its variants, each ready to score. */
export interface CompiledVariants {
  readonly base: CompiledScorecard;
  /** The one that counts where several hold comes first. */
  readonly variants: readonly { readonly spec: Variant; readonly card: CompiledScorecard }[];
}

/** @param learnt by variant's name what `learnPeers` learnt for its card; under the empty name for the base */
export function compileVariants(card: Scorecard, learnt: LearntByVariant = {}): CompiledVariants {
  const variants = card.variants
    .map((spec) => ({ spec, card: compileScorecard(variantCard(card, spec), learnt[spec.name]) }))
    .sort((a, b) => b.spec.precedence - a.spec.precedence || compareText(a.spec.name, b.spec.name));
  return { base: compileScorecard({ ...card, variants: [] }, learnt['']), variants };
}

/** The rows of one variant, or of the base. */
export interface VariantRows {
  /** Null for the base. */
  readonly variant: string | null;
  readonly card: CompiledScorecard;
  /** Which rows of the whole these are. */
  readonly rows: Int32Array;
  readonly features: FeatureColumns;
}

/** Hands every row to the variant that counts for it: each to exactly one, in the order of rows. */
export function splitByVariant(
  { base, variants }: CompiledVariants,
  features: FeatureColumns,
): VariantRows[] {
  const chosen = new Int32Array(features.rows).fill(-1);
  variants.forEach(({ spec }, v) => {
    const answers = spec.when.map((asked) => holds(asked, features));
    for (let r = 0; r < chosen.length; r++) {
      if (chosen[r] === -1 && answers.every((answer) => answer[r] === 1)) chosen[r] = v;
    }
  });
  const parts = [
    ...variants.map(({ spec, card }) => ({ variant: spec.name, card })),
    { variant: null, card: base },
  ];
  return parts.flatMap(({ variant, card }, v) => {
    const wanted = variant === null ? -1 : v;
    const rows = Int32Array.from({ length: features.rows }, (_, r) => r).filter((r) => chosen[r] === wanted);
    return rows.length === 0 ? [] : [{ variant, card, rows, features: pickRows(features, rows) }];
  });
}

/** Some rows of features, in the order given. */
export function pickRows(features: FeatureColumns, rows: Int32Array): FeatureColumns {
  if (rows.length === features.rows && rows.every((r, i) => r === i)) return features;
  const { numbers, texts } = features;
  return {
    rows: rows.length,
    numbers: new Map(
      [...numbers.keys()].map((key) => [
        key,
        Float64Array.from(rows, (r) => numbersOf(features, key)[r] ?? Number.NaN),
      ]),
    ),
    texts: new Map(
      [...texts.keys()].map((key) => [key, Array.from(rows, (r) => textsOf(features, key)[r] ?? null)]),
    ),
  };
}
