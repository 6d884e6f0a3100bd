import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseConfig } from '../core/config/parse-config.ts';
import { type Scorecard, scorecardFile } from '../core/config/scorecard-schema.ts';
import { formatValue } from '../core/score/format-value.ts';
import type { AppContext } from './context.ts';

/** How a scorecard's measures and their values are written for people. */
export interface Labels {
  label(item: string): string;
  /** What a rule says of the account. */
  rule(name: string): string | null;
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
  return labelsOf(card === null || card.version !== version ? NO_WORDS : card);
}

const NO_WORDS = { dimensions: [], bands: [], rules: [] };

function labelsOf({ dimensions, bands, rules }: Pick<Scorecard, 'dimensions' | 'bands' | 'rules'>): Labels {
  const measures = dimensions.flatMap((dimension) => dimension.measures);
  const byName = new Map(measures.map((measure) => [measure.name, measure]));
  const bandsByName = new Map<string, BandWords>(bands.map((band) => [band.name, band]));
  return {
    rule: (name) => rules.find((rule) => rule.name === name)?.reason ?? null,
    label: (item) => byName.get(item)?.label ?? item.replaceAll('_', ' '),
    value: (item, raw) => {
      if (raw === null) return '';
      return typeof raw === 'number' ? formatValue(raw, byName.get(item)?.format ?? 'number') : raw;
    },
    band: (name) => bandsByName.get(name) ?? null,
  };
}
