import { areaOfBlocks } from '../stats/auc.ts';
import { churnProbabilities } from '../stats/calibrator.ts';
import { createPrng } from '../stats/prng.ts';
import { rowsByGroup, takeFlags, takeRows } from '../stats/rows-by-group.ts';
import { shuffle } from '../stats/shuffle.ts';
import { type TieBlocks, tieBlocks } from '../stats/tie-blocks.ts';
import { learnForward } from './learn-outcomes.ts';
import { quarterOf } from './quarters.ts';
import type { StudyData } from './study-data.ts';

/** The mean AUC over all shuffles, and how far chance may carry it from a half. */
export interface ShuffledSkill {
  readonly of: 'score' | 'learnt probabilities';
  readonly mean: number;
  readonly reach: number;
}

const ROUNDS = 24;
/** So many standard deviations that a nightly run raises a false alarm once in centuries. */
const SPREADS = 5;

interface Area {
  readonly area: number;
  readonly variance: number;
}

/**
 * What skill is left when outcomes are shuffled within each quarter: of the score, and of churn probabilities that are
 * learnt walk-forward from the shuffled outcomes. Only pairs of one quarter count, so that a churn rate and a score that drift
 * together are no skill. Learning from what it is tested on shows here as skill. Null where no quarter has both outcomes.
 */
export function shuffledSkill(
  data: StudyData,
  learn: typeof learnForward = learnForward,
): ShuffledSkill[] | null {
  const prng = createPrng(1);
  const quarters = rowsByGroup(Int32Array.from(data.decidedOn, quarterOf)).map(({ rows }) => rows);
  const churned = data.churned.slice();
  const ofScore: (Area | null)[] = [];
  const ofLearnt: (Area | null)[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const rows of quarters) {
      const outcomes = takeFlags(churned, rows);
      shuffle(outcomes, prng);
      rows.forEach((row, i) => {
        churned[row] = outcomes[i] as number;
      });
    }
    const shuffled = { ...data, churned: churned.slice() };
    ofScore.push(
      withinArea(
        quarters.map((rows) => ({ rows, health: takeRows(data.scores, rows) })),
        churned,
      ),
    );
    const folds = learn(shuffled).flatMap(({ rows, learnt }) => {
      if (learnt === null) return [];
      const risk = churnProbabilities(learnt.calibrator, takeRows(data.scores, rows));
      return [{ rows, health: risk.map((p) => -p) }];
    });
    ofLearnt.push(withinArea(folds, churned));
  }
  const found = [skillOf('score', ofScore), skillOf('learnt probabilities', ofLearnt)].filter(
    (of) => of !== null,
  );
  return found.length === 0 ? null : found;
}

/** AUC over the pairs of one group, and its variance if all labels are equally likely; null without any pair. */
function withinArea(
  groups: readonly { rows: Uint32Array; health: Float64Array }[],
  churned: Uint8Array,
): Area | null {
  let [right, pairs, spread] = [0, 0, 0];
  for (const { rows, health } of groups) {
    const outcomes = takeFlags(churned, rows);
    const lost = outcomes.reduce((sum, y) => sum + y, 0);
    const own = lost * (rows.length - lost);
    if (own === 0) continue;
    const blocks = tieBlocks(health, outcomes);
    right += own * areaOfBlocks(blocks);
    pairs += own;
    spread += own * own * chanceVariance(blocks, own);
  }
  return pairs === 0 ? null : { area: right / pairs, variance: spread / pairs ** 2 };
}

/** Of the Mann-Whitney statistic over its pairs, with ties: (n + 1)/(12 n1 n0) less what ties take. */
function chanceVariance({ count, churned, renewed }: TieBlocks, pairs: number): number {
  let [n, ties] = [0, 0];
  for (let b = 0; b < count; b += 1) {
    const size = (churned[b] as number) + (renewed[b] as number);
    n += size;
    ties += size ** 3 - size;
  }
  return (n + 1 - ties / (n * (n - 1))) / (12 * pairs);
}

function skillOf(of: ShuffledSkill['of'], areas: readonly (Area | null)[]): ShuffledSkill | null {
  const known = areas.filter((area) => area !== null);
  if (known.length === 0) return null;
  const sum = (value: (area: Area) => number) => known.reduce((total, area) => total + value(area), 0);
  const reach = SPREADS * (Math.sqrt(sum(({ variance }) => variance)) / known.length) + 1e-9;
  return { of, mean: sum(({ area }) => area) / known.length, reach };
}
