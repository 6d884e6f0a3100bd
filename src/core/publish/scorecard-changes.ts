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

/**
 * What changed from one version to the next, by place. A measure, rule, variant or the like that came or went is one change, as
 * a whole. Version and wording of the description are no change.
 */
export function scorecardChanges(before: Scorecard, after: Scorecard): ScorecardChange[] {
  const [earlier, later] = [placesOf(before), placesOf(after)];
  const values = [...new Set([...earlier.values.keys(), ...later.values.keys()])];
  return [...new Set(values.map((what) => wholeOf(what, earlier, later)))]
    .sort()
    .map((what) => ({ what, before: valueAt(earlier, what), after: valueAt(later, what) }))
    .filter((change) => change.before !== change.after && !isEmptied(change, earlier, later));
}

interface Places {
  /** Every value by its place. */
  readonly values: Map<string, string>;
  /** Everything that has a name, as a whole. */
  readonly items: Map<string, string>;
}

/** The largest thing around a place that only one side has; the place itself where both have all of them. */
function wholeOf(what: string, earlier: Places, later: Places): string {
  const steps = what.split('.');
  const around = steps.map((_step, i) => steps.slice(0, i + 1).join('.'));
  return around.find((place) => earlier.items.has(place) !== later.items.has(place)) ?? what;
}

function valueAt({ values, items }: Places, what: string): string | null {
  return items.get(what) ?? values.get(what) ?? null;
}

/** That a list is empty goes without saying where its entries are told. */
function isEmptied({ what, before, after }: ScorecardChange, earlier: Places, later: Places): boolean {
  const hasEntries = ({ items }: Places) => [...items.keys()].some((place) => place.startsWith(`${what}.`));
  return (
    (before === '[]' && after === null && hasEntries(later)) ||
    (after === '[]' && before === null && hasEntries(earlier))
  );
}

/** What lies in a list goes by its name where it has one, else by its number. */
function placesOf(card: Scorecard): Places {
  const places: Places = { values: new Map(), items: new Map() };
  const { version: _version, description: _description, ...told } = JSON.parse(canonicalScorecard(card));
  collect(told, '', places);
  return places;
}

function collect(value: unknown, at: string, places: Places): void {
  if (Array.isArray(value) && value.some(isNamed)) {
    for (const [i, item] of value.entries()) {
      const place = join(at, isNamed(item) ? item.name : String(i));
      places.items.set(place, JSON.stringify(item));
      collect(item, place, places);
    }
  } else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    for (const [key, item] of Object.entries(value)) if (key !== 'name') collect(item, join(at, key), places);
  } else {
    places.values.set(at, JSON.stringify(value));
  }
}

function isNamed(value: unknown): value is { readonly name: string } {
  return typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string';
}

function join(at: string, key: string): string {
  return at === '' ? key : `${at}.${key}`;
}
