import type { Measure, Rule, Scorecard } from '../config/scorecard-schema.ts';
import { canonicalScorecard } from '../score/canonical-scorecard.ts';
import { markdownTable } from './markdown-table.ts';
import { normaliserWords } from './normaliser-words.ts';
import { scorecardChanges } from './scorecard-changes.ts';

const MARK = '<!-- scorecard:';

/**
 * The page of one version of a scorecard: what it counts and how much, what to do in each band, what it does not see, what
 * changed and why. Made from the scorecard alone, and from the page of the version before.
 *
 * @param previous the scorecard of the version before; null for the first, or where its page is not kept
 */
export function scorecardPage(card: Scorecard, previous: Scorecard | null): string {
  return [
    `# ${card.name}, version ${card.version}\n`,
    `Written by \`holdfast docs\` from models/scores/${card.name}.yml: change that, and run it again.\n`,
    `${card.description.trim()}\n`,
    ...facts(card),
    '## Bands\n',
    ...bands(card),
    '\n## What counts\n',
    ...measures(card),
    ...rules(card),
    ...variants(card),
    '\n## Known limits\n',
    ...(card.known_limits.length === 0
      ? ['None are written down.']
      : card.known_limits.map((limit) => `- ${limit}`)),
    '\n## What changed\n',
    ...changes(card, previous),
    `\n${MARK} ${JSON.stringify(JSON.parse(canonicalScorecard(card)))} -->\n`,
  ].join('\n');
}

/** The scorecard that a page was made from; null if there is none in it. */
export function scorecardOfPage(page: string): Scorecard | null {
  const line = page.split('\n').find((each) => each.startsWith(MARK));
  if (line === undefined) return null;
  const card = JSON.parse(line.slice(MARK.length, -' -->'.length));
  return { ...card, known_limits: [], changes: [] };
}

function facts({ scale, arithmetic, neutral, minimum_coverage, steadiness }: Scorecard): string[] {
  const middle = neutral ?? (scale.min + scale.max) / 2;
  const sum =
    arithmetic === 'points'
      ? `points are added to and taken from ${middle}`
      : `a weighted mean; ${middle} is neutral`;
  const marks = scale.letters?.map(({ letter, from }) => `${letter} from ${from}`).join(', ');
  const steady =
    steadiness.margin === 0 && steadiness.readings === 1
      ? 'a band follows the score at once'
      : `a band changes when the score is clear of it by ${steadiness.margin} on ${steadiness.readings} readings in a row`;
  return [
    `- Scale: ${scale.min} to ${scale.max}, ${sum}.`,
    ...(marks === undefined ? [] : [`- Marks: ${marks}.`]),
    `- An account of which less than ${percent(minimum_coverage)} of the weight is known has no score, and the band \`unknown\`.`,
    `- Steadiness: ${steady}.\n`,
  ];
}

function bands({ bands: all, scale }: Scorecard): string[] {
  const rows = all.map(({ name, from, meaning, action }, i) => [
    name,
    `${from} to ${i === all.length - 1 ? `${scale.max}, inclusive` : `below ${all[i + 1]?.from ?? scale.max}`}`,
    meaning,
    action ?? '',
  ]);
  return markdownTable(['band', 'score', 'meaning', 'what to do'], rows);
}

function measures(card: Scorecard): string[] {
  const head = [
    'dimension',
    'measure',
    card.arithmetic === 'points' ? 'points' : 'weight',
    'timing',
    'put on the scale',
    'without a value',
    'feature',
  ];
  const rows = card.dimensions.flatMap((dimension) =>
    dimension.measures.map((measure) => [
      dimension.name,
      measure.label,
      weightWords(measure, dimension.weight),
      measure.timing,
      normaliserWords(measure.normalise),
      missingWords(measure),
      `\`${measure.feature}\``,
    ]),
  );
  return markdownTable(head, rows);
}

function weightWords({ points, weight }: Measure, dimension: number): string {
  if (weight === 0) return 'watched';
  return points === undefined ? percent(weight * dimension) : `${points.worst} to +${points.best}`;
}

const MISSING: Readonly<Record<Measure['missing'], string>> = {
  redistribute: 'the others count more',
  neutral: 'counts as neutral',
  poor: 'counts as the worst',
  peer_median: "counts as the peers' median",
  block: 'no score',
};

function missingWords({ missing, stale_after, applies_when }: Measure): string {
  return [
    MISSING[missing],
    ...(stale_after === undefined ? [] : [`stale after ${stale_after.days} days`]),
    ...(applies_when === undefined ? [] : [`asked only where ${applies_when.feature} says so`]),
  ].join('; ');
}

function rules({ rules: all, override }: Scorecard): string[] {
  if (all.length === 0 && override === undefined) return [];
  const rows = all.map((rule) => [
    rule.name,
    effect(rule),
    rule.when.map((asked) => JSON.stringify(asked)).join(' and '),
    rule.reason,
  ]);
  const byHand =
    override === undefined
      ? []
      : ['\nA score that somebody set by hand takes the place of the computed one while it is in force.'];
  const table = rows.length === 0 ? [] : markdownTable(['rule', 'effect', 'where', 'reason'], rows);
  return ['\n## Rules\n', ...table, ...byHand];
}

function effect({ cap, floor, band }: Rule): string {
  if (cap !== undefined) return `${cap} at most`;
  return floor === undefined ? `in the band ${band ?? ''}` : `${floor} at least`;
}

function variants({ variants: all }: Scorecard): string[] {
  if (all.length === 0) return [];
  const rows = all.map(({ name, description = '', when, precedence, without, weights }) => [
    name,
    description,
    when.map((asked) => JSON.stringify(asked)).join(' and '),
    String(precedence),
    [
      ...without.map((left) => `without ${left}`),
      ...Object.entries(weights).map(([what, weight]) => `${what} ${weight}`),
    ].join('; '),
  ]);
  return [
    '\n## Variants\n',
    ...markdownTable(['variant', 'meaning', 'for', 'precedence', 'how it differs'], rows),
  ];
}

function changes(card: Scorecard, previous: Scorecard | null): string[] {
  const why = card.changes
    .filter(({ version }) => version === card.version)
    .map(({ why: said }) => `- Why: ${said}`);
  if (previous === null)
    return [
      ...why,
      card.version === 1 ? 'The first version.' : 'The page of the version before is not kept.',
    ];
  const rows = scorecardChanges(previous, card).map(({ what, before, after }) => [
    what,
    before ?? '',
    after ?? '',
  ]);
  if (rows.length === 0) return [...why, `Nothing that counts, since version ${previous.version}.`];
  return [...why, '', ...markdownTable([`since version ${previous.version}`, 'before', 'after'], rows)];
}

function percent(share: number): string {
  return `${Number((100 * share).toFixed(2))} %`;
}
