import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseConfig } from '../core/config/parse-config.ts';
import { type Measure, scorecardFile } from '../core/config/scorecard-schema.ts';
import { formatValue } from '../core/score/format-value.ts';
import type { AppContext } from './context.ts';

/** How a scorecard's measures and their values are written for people. */
export interface Labels {
  label(item: string): string;
  value(item: string, raw: number | string | null): string;
  /** What a band means and what to do about it, in the scorecard's words. */
  band(name: string): BandWords | null;
}

interface BandWords {
  readonly meaning: string;
  readonly action?: string | undefined;
}

/**
 * The words of the project's scorecard, if it is still of the version that made the score; what is published explains
 * itself without them, in plainer words.
 */
export async function readLabels(context: AppContext, score: string, version: number): Promise<Labels> {
  const file = `models/scores/${score}.yml`;
  const text = await readFile(join(context.projectDir, file), 'utf8').catch(() => null);
  const card = text === null ? null : parseConfig(scorecardFile, { file, text }, context.env).value;
  if (card === null || card.version !== version) return labelsOf([], []);
  return labelsOf(
    card.dimensions.flatMap(({ measures }) => measures),
    card.bands,
  );
}

function labelsOf(
  measures: readonly Measure[],
  bands: readonly (BandWords & { readonly name: string })[],
): Labels {
  const byName = new Map(measures.map((measure) => [measure.name, measure]));
  const bandsByName = new Map(bands.map((band) => [band.name, band]));
  return {
    label: (item) => byName.get(item)?.label ?? item.replaceAll('_', ' '),
    value: (item, raw) => {
      if (raw === null) return '';
      return typeof raw === 'number' ? formatValue(raw, byName.get(item)?.format ?? 'number') : raw;
    },
    band: (name) => bandsByName.get(name) ?? null,
  };
}
