import type { Normaliser } from '../config/scorecard-normaliser-schema.ts';

/** How a feature is put on the scale, in one line for people. Scores are in points of the scorecard's own scale. */
export function normaliserWords(spec: Normaliser): string {
  switch (spec.type) {
    case 'linear':
      return `in a straight line from ${spec.worst} (worst) to ${spec.best} (best)${spec.outside === 'no_say' ? '; no say beyond them' : ''}`;
    case 's_curve':
      return `in an S from ${spec.worst} (worst) to ${spec.best} (best)`;
    case 'log':
      return `by its logarithm from ${spec.worst} (worst) to ${spec.best} (best)`;
    case 'target':
      return `best from ${spec.from} to ${spec.to}, worst at ${spec.worst_below} and below, and at ${spec.worst_above} and above`;
    case 'tiers':
      return spec.tiers.map(tierWords).join('; ');
    case 'boolean':
      return `yes ${spec.if_true}, no ${spec.if_false}`;
    case 'category':
      return categoryWords(spec);
    case 'nps':
      return 'from -100 to 100 onto the scale';
    case 'percentile':
      return `by its place among the peers, the ${spec.best} being best`;
    case 'z_score':
      return `by standard deviations from the peers' mean, from ${spec.worst} (worst) to ${spec.best} (best)${spec.transform === 'none' ? '' : `, after ${spec.transform}`}`;
  }
}

function tierWords({ below, up_to, score }: Extract<Normaliser, { type: 'tiers' }>['tiers'][number]): string {
  if (below !== undefined) return `below ${below}: ${score}`;
  return up_to === undefined ? `else ${score}` : `up to ${up_to}: ${score}`;
}

function categoryWords({ scores, otherwise }: Extract<Normaliser, { type: 'category' }>): string {
  const words = Object.entries(scores).map(([word, score]) => `${word}: ${score}`);
  return [...words, ...(otherwise === undefined ? [] : [`any other: ${otherwise}`])].join('; ');
}
