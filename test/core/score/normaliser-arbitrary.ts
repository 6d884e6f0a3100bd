import fc from 'fast-check';

type Scale = { min: number; max: number };

export const UP = 'higher_is_better';
const DOWN = 'lower_is_better';

const onScale = ({ min, max }: Scale) =>
  fc.integer({ min: min * 10, max: max * 10 }).map((tenths) => tenths / 10);

/** Normalisers; the whole language has those that go by peers too, and lines that have no say beyond their ends. */
export function normaliser(scale: Scale, whole: boolean): fc.Arbitrary<{ type: string }> {
  const linear = fc
    .record({
      ends: fc.uniqueArray(fc.integer({ min: -20, max: 120 }), { minLength: 2, maxLength: 2 }),
      outside: whole ? fc.constantFrom('clamp', 'no_say') : fc.constant('clamp'),
    })
    .map(({ ends: [worst = 0, best = 1], outside }) => ({ type: 'linear', worst, best, outside }));
  const twoScores = fc.uniqueArray(onScale(scale), { minLength: 2, maxLength: 2 });
  const boolean = twoScores.map(([if_true, if_false]) => ({ type: 'boolean', if_true, if_false }));
  const category = fc
    .tuple(twoScores, fc.option(onScale(scale), { nil: undefined }))
    .map(([[up, flat], otherwise]) => ({
      type: 'category',
      scores: { up, flat },
      ...(otherwise === undefined ? {} : { otherwise }),
    }));
  const [low, high] = [fc.integer({ min: 0, max: 30 }), fc.integer({ min: 31, max: 120 })];
  const curved = fc
    .record({ type: fc.constantFrom('s_curve', 'log'), low, high, turned: fc.boolean() })
    .map(({ type, low: from, high: to, turned }) =>
      turned ? { type, worst: to, best: from } : { type, worst: from, best: to },
    );
  const target = fc.record({ low, high }).map(({ low: from, high: to }) => ({
    type: 'target',
    worst_below: from - 10,
    from,
    to,
    worst_above: to + 20,
  }));
  const nps = fc.constant({ type: 'nps' });
  const alone = [linear, linear, tiers(scale), boolean, category, curved, target, nps];
  return whole ? fc.oneof(...alone, amongPeers()) : fc.oneof(...alone);
}

function amongPeers() {
  const percentile = fc.record({
    type: fc.constant('percentile'),
    best: fc.constantFrom('highest', 'lowest'),
  });
  const zScore = fc
    .record({ transform: fc.constantFrom('none', 'log', 'asinh'), turned: fc.boolean() })
    .map(({ transform, turned }) => ({
      type: 'z_score',
      transform,
      worst: turned ? 2 : -1.5,
      best: turned ? -1.5 : 2,
    }));
  return fc.oneof(percentile, zScore);
}

function tiers(scale: Scale) {
  return fc
    .record({
      limits: fc.uniqueArray(fc.integer({ min: -10, max: 110 }), { minLength: 1, maxLength: 4 }),
      scores: fc.uniqueArray(onScale(scale), { minLength: 5, maxLength: 5 }),
      inclusive: fc.boolean(),
      order: fc.constantFrom('up', 'down', 'any'),
    })
    .map(({ limits, scores, inclusive, order }) => {
      const sorted = [...limits].sort((a, b) => a - b);
      const used = scores.slice(0, sorted.length + 1);
      if (order !== 'any') used.sort((a, b) => (order === 'up' ? a - b : b - a));
      const tiers = used.map((score, i) => {
        const limit = sorted[i];
        if (limit === undefined) return { score };
        return inclusive ? { up_to: limit, score } : { below: limit, score };
      });
      return { type: 'tiers', tiers };
    });
}

/** What a measure with this normaliser must say of itself. */
export function directionOf(spec: Record<string, unknown>): string {
  if (spec['type'] === 'target') return 'target';
  if (spec['type'] === 'percentile') return spec['best'] === 'highest' ? UP : DOWN;
  if (spec['worst'] !== undefined) return Number(spec['worst']) < Number(spec['best']) ? UP : DOWN;
  if (spec['type'] === 'boolean') return Number(spec['if_true']) > Number(spec['if_false']) ? UP : DOWN;
  if (spec['type'] === 'category' || spec['type'] === 'nps') return UP;
  const scores = (spec['tiers'] as { score: number }[]).map(({ score }) => score);
  if (scores.every((score, i) => i === 0 || score >= (scores[i - 1] ?? 0))) return UP;
  return scores.every((score, i) => i === 0 || score <= (scores[i - 1] ?? 0)) ? DOWN : 'target';
}
