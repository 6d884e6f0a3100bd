import { conditionWords } from '../config/condition-words.ts';
import type { Measure, Rule, Scorecard } from '../config/scorecard-schema.ts';
import type { Variant } from '../config/scorecard-variant-schema.ts';
import { canonicalScorecard } from '../score/canonical-scorecard.ts';
import { needsPeers } from '../score/learn-peers.ts';
import { markdownTable } from './markdown-table.ts';
import { normaliserWords } from './normaliser-words.ts';
import { changeRows } from './scorecard-change-words.ts';
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
    ...limits(card),
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

function facts(card: Scorecard): string[] {
  const { scale, arithmetic, neutral, minimum_coverage, steadiness } = card;
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
  const own = steadiness.own_noise;
  const noise =
    own === undefined
      ? ''
      : `; the margin follows the account's own noise, ${own.times} of its standard deviations, from ${own.at_least} to ${own.at_most}`;
  return [
    `- Scale: ${scale.min} to ${scale.max}${scale.step === undefined ? '' : ` in steps of ${scale.step}`}, ${sum}.`,
    ...(marks === undefined ? [] : [`- Marks: ${marks}.`]),
    `- An account of which less than ${percent(minimum_coverage)} of the weight is known has no score, and the band \`unknown\`.`,
    `- Steadiness: ${steady}${noise}.`,
    ...peersLine(card),
    '',
  ];
}

/** Who accounts are compared with, where any measure asks for it. */
function peersLine({ peers, dimensions }: Scorecard): string[] {
  const measures = dimensions.flatMap((dimension) => dimension.measures);
  if (!measures.some(needsPeers)) return [];
  const who = peers.by === undefined ? 'all accounts' : `accounts of the same ${peers.by}`;
  const few = peers.by === undefined ? '' : `; a group of fewer than ${peers.at_least} goes by all accounts`;
  return [`- Peers: ${who} in the ${peers.window_days} days before${few}.`];
}

/** How far parts of the score can move it, whatever they say. */
function limits({ dimensions }: Scorecard): string[] {
  const lines = dimensions.flatMap(({ name, at_least, at_most, max_influence, measures: own }) => [
    ...(at_least === undefined ? [] : [`- ${name} counts as ${at_least} at least.`]),
    ...(at_most === undefined ? [] : [`- ${name} counts as ${at_most} at most.`]),
    ...influence(name, max_influence),
    ...own.flatMap((measure) => influence(measure.label, measure.max_influence)),
  ]);
  return lines.length === 0 ? [] : ['', ...lines];
}

function influence(what: string, most: number | undefined): string[] {
  return most === undefined ? [] : [`- ${what} moves the score by ${most} points at most.`];
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

function missingWords({ points, missing, stale_after, applies_when }: Measure): string {
  const isNothing = points !== undefined && (missing === 'redistribute' || missing === 'neutral');
  return [
    isNothing ? 'gives and takes nothing' : MISSING[missing],
    ...(stale_after === undefined ? [] : [`stale after ${stale_after.days} days`]),
    ...(applies_when === undefined ? [] : [`asked only where ${conditionWords(applies_when)}`]),
  ].join('; ');
}

function rules({ rules: all, override }: Scorecard): string[] {
  if (all.length === 0 && override === undefined) return [];
  const rows = all.map((rule) => [
    rule.name,
    effect(rule),
    rule.when.map(conditionWords).join(' and '),
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
  const rows = all.map((variant) => [
    variant.name,
    variant.description ?? '',
    variant.when.map(conditionWords).join(' and '),
    String(variant.precedence),
    differences(variant).join('; '),
  ]);
  return [
    '\n## Variants\n',
    ...markdownTable(['variant', 'meaning', 'for', 'precedence', 'how it differs'], rows),
  ];
}

function differences({ without, weights, normalise, bands, minimum_coverage }: Variant): string[] {
  return [
    ...without.map((left) => `without ${left}`),
    ...Object.entries(weights).map(([what, weight]) => `${what} ${weight}`),
    ...Object.entries(normalise).map(([what, spec]) => `${what} ${normaliserWords(spec)}`),
    ...(bands ?? []).map(({ name, from }) => `band ${name} from ${from}`),
    ...(minimum_coverage === undefined ? [] : [`minimum coverage ${percent(minimum_coverage)}`]),
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
  const rows = changeRows(scorecardChanges(previous, card));
  if (rows.length === 0) return [...why, `Nothing that counts, since version ${previous.version}.`];
  return [...why, '', ...markdownTable([`since version ${previous.version}`, 'before', 'after'], rows)];
}

function percent(share: number): string {
  return `${Number((100 * share).toFixed(2))} %`;
}
