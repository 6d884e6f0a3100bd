import type { Scorecard } from '../config/scorecard-schema.ts';
import { canonicalScorecard } from '../score/canonical-scorecard.ts';

/** One thing that differs between two versions of a scorecard. */
export interface ScorecardChange {
  /** Where it stands, by names: `dimensions.product.measures.active_days_30d.weight`. */
  readonly what: string;
  /** As JSON; null where it was not there, or is not there any more. */
  readonly before: string | null;
  readonly after: string | null;
}

/** What changed from one version to the next, by place. Version and wording of the description are no change. */
export function scorecardChanges(before: Scorecard, after: Scorecard): ScorecardChange[] {
  const [earlier, later] = [placesOf(before), placesOf(after)];
  return [...new Set([...earlier.keys(), ...later.keys()])]
    .sort()
    .map((what) => ({ what, before: earlier.get(what) ?? null, after: later.get(what) ?? null }))
    .filter((change) => change.before !== change.after);
}

/** Every value by its place; what lies in a list goes by its name where it has one, else by its number. */
function placesOf(card: Scorecard): Map<string, string> {
  const places = new Map<string, string>();
  const { version: _version, description: _description, ...told } = JSON.parse(canonicalScorecard(card));
  collect(told, '', places);
  return places;
}

function collect(value: unknown, at: string, places: Map<string, string>): void {
  if (Array.isArray(value) && value.some(isNamed)) {
    for (const [i, item] of value.entries())
      collect(item, join(at, isNamed(item) ? item.name : String(i)), places);
  } else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    for (const [key, item] of Object.entries(value)) if (key !== 'name') collect(item, join(at, key), places);
  } else {
    places.set(at, JSON.stringify(value));
  }
}

function isNamed(value: unknown): value is { readonly name: string } {
  return typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string';
}

function join(at: string, key: string): string {
  return at === '' ? key : `${at}.${key}`;
}
