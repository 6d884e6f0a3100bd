import type { ModelFile } from './model-schema.ts';
import { plainType } from './plain-type.ts';

/** A column of a feature model, as far as scorecards ask. */
export interface KnownFeature {
  readonly kind: 'text' | 'number' | 'boolean' | 'other';
  /** As the model's yml has it. */
  readonly type: string;
  /** The words that it may hold; null where its model does not say. */
  readonly words: readonly string[] | null;
}

export type KnownFeatures = ReadonlyMap<string, KnownFeature>;

/** Every column of the feature models by model.column. */
export function knownFeatures(
  models: readonly {
    readonly layer: string;
    readonly name: string;
    readonly config: {
      readonly columns: readonly Pick<ModelFile['columns'][number], 'name' | 'type' | 'checks'>[];
    };
  }[],
): KnownFeatures {
  return new Map(
    models
      .filter(({ layer }) => layer === 'features')
      .flatMap(({ name, config }) =>
        config.columns.map((column) => {
          const { type, checks } = column;
          return [
            `${name}.${column.name}`,
            { kind: kindOfType(type), type, words: wordsOf(checks) },
          ] as const;
        }),
      ),
  );
}

const NUMBER = /^(u?(tiny|small|big|huge)int|u?integer|double|float|decimal(\(.*\))?)$/;

/** What can be asked of a column, by DuckDB's name of its type. */
export function kindOfType(type: string): KnownFeature['kind'] {
  const plain = plainType(type);
  if (plain === 'varchar' || /^enum(\(.*\))?$/.test(plain)) return 'text';
  if (plain === 'boolean') return 'boolean';
  return NUMBER.test(plain) ? 'number' : 'other';
}

/** Only a check that stops a run is a promise. */
function wordsOf(checks: ModelFile['columns'][number]['checks']): readonly string[] | null {
  for (const check of checks) {
    if (
      typeof check === 'object' &&
      'accepted_values' in check &&
      check.accepted_values.severity === 'error'
    ) {
      return check.accepted_values.values.map(String);
    }
  }
  return null;
}
