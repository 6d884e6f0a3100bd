import { conditionWords } from '../config/condition-words.ts';
import type { Dimension, Measure, Rule, Scorecard } from '../config/scorecard-schema.ts';
import type { Variant } from '../config/scorecard-variant-schema.ts';
import { normaliserWords } from './normaliser-words.ts';
import type { ScorecardChange } from './scorecard-changes.ts';

/** A change for people: what, before, after. */
export type ChangeRow = readonly [what: string, before: string, after: string];

/** Keys that only people read. */
const WORDING = ['label', 'advice', 'reason', 'reason_missing', 'description', 'meaning', 'action'];

/** Changes in a line each, what only people read in one line for all. */
export function changeRows(changes: readonly ScorecardChange[]): ChangeRow[] {
  const worded = changes.filter(isWording);
  const rows = changes
    .filter((change) => !isWording(change))
    .map(
      ({ what, before, after }): ChangeRow => [
        placeWords(what),
        valueWords(what, before),
        valueWords(what, after),
      ],
    );
  const places = worded.map(({ what }) => placeWords(what)).join(', ');
  return worded.length === 0 ? rows : [...rows, ['texts', '', `other words for ${places}`]];
}

function isWording({ what }: ScorecardChange): boolean {
  return !what.startsWith('override.') && WORDING.includes(what.split('.').at(-1) ?? '');
}

const MEASURE = /^dimensions\.([^.]+)\.measures\.([^.]+)/;

/** `dimension product: weight`, `product.active_days: weight`, `measure product.active_days`, `rule late: cap` */
function placeWords(what: string): string {
  const measure = MEASURE.exec(what);
  const [whole = '', dimension, name] = measure ?? [];
  if (measure) {
    const rest = what.slice(whole.length + 1);
    return rest === '' ? `measure ${dimension}.${name}` : `${dimension}.${name}: ${rest}`;
  }
  const [list = '', item = '', ...rest] = what.split('.');
  const kind = KINDS[list];
  return kind === undefined ? what : told(`${kind} ${item}`, rest.join('.'));
}

const KINDS: Readonly<Record<string, string>> = {
  dimensions: 'dimension',
  bands: 'band',
  rules: 'rule',
  variants: 'variant',
};

function told(item: string, rest: string): string {
  return rest === '' ? item : `${item}: ${rest}`;
}

function valueWords(what: string, json: string | null): string {
  if (json === null) return '';
  const value: unknown = JSON.parse(json);
  if (typeof value !== 'object' || value === null || !('name' in value)) return plain(value, json);
  if (MEASURE.test(what)) return measureWords(value as unknown as Measure);
  switch (what.split('.')[0]) {
    case 'dimensions':
      return dimensionWords(value as unknown as Dimension);
    case 'bands':
      return `from ${(value as unknown as Scorecard['bands'][number]).from}`;
    case 'rules':
      return ruleWords(value as unknown as Rule);
    case 'variants':
      return variantWords(value as unknown as Variant);
    default:
      return json;
  }
}

function plain(value: unknown, json: string): string {
  return typeof value === 'string' ? value : json;
}

function measureWords({ feature, weight, points, normalise }: Measure): string {
  const gives = points === undefined ? `weight ${weight}` : `${points.worst} to ${points.best} points`;
  return `${gives}, ${feature} ${normaliserWords(normalise)}`;
}

function dimensionWords({ weight, measures }: Dimension): string {
  return `weight ${weight}, of ${measures.map(({ name }) => name).join(', ')}`;
}

function ruleWords({ cap, floor, band }: Rule): string {
  if (cap !== undefined) return `cap ${cap}`;
  return floor === undefined ? `band ${band}` : `floor ${floor}`;
}

function variantWords({ when, precedence }: Variant): string {
  return `precedence ${precedence}, for ${when.map(conditionWords).join(' and ')}`;
}
