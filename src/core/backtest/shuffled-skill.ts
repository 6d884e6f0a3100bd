import { areaOfBlocks } from '../stats/auc.ts';
import { churnProbabilities } from '../stats/calibrator.ts';
import { meanAndVariance } from '../stats/mean-and-variance.ts';
import { createPrng } from '../stats/prng.ts';
import { rowsByGroup, takeFlags, takeRows } from '../stats/rows-by-group.ts';
import { shuffle } from '../stats/shuffle.ts';
import { studentReach } from '../stats/student-t.ts';
import { tieBlocks } from '../stats/tie-blocks.ts';
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
/** So sure that a nightly run raises a false alarm once in some 500 years. */
const CONFIDENCE = 1 - 1e-5;

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
  const ofScore: number[] = [];
  const ofLearnt: number[] = [];
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

/** AUC over the pairs of one group; NaN without any. */
function withinArea(
  groups: readonly { rows: Uint32Array; health: Float64Array }[],
  churned: Uint8Array,
): number {
  let [right, pairs] = [0, 0];
  for (const { rows, health } of groups) {
    const outcomes = takeFlags(churned, rows);
    const lost = outcomes.reduce((sum, y) => sum + y, 0);
    const own = lost * (rows.length - lost);
    if (own === 0) continue;
    right += own * areaOfBlocks(tieBlocks(health, outcomes));
    pairs += own;
  }
  return right / pairs;
}

function skillOf(of: ShuffledSkill['of'], areas: readonly number[]): ShuffledSkill | null {
  const known = Float64Array.from(areas.filter((area) => !Number.isNaN(area)));
  if (known.length < 2) return null;
  const { mean, variance } = meanAndVariance(known);
  return {
    of,
    mean,
    reach: studentReach(CONFIDENCE, known.length - 1) * Math.sqrt(variance / known.length) + 1e-9,
  };
}
