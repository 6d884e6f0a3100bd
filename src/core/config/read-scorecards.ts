import { checkActions } from './actions-checks.ts';
import { type Actions, actionsFile } from './actions-schema.ts';
import { knownFeatures } from './known-features.ts';
import type { PartialProject, ScorecardDefinition } from './project.ts';
import { fileStem, type ProjectReading } from './project-reading.ts';
import { checkScorecardFeatures } from './scorecard-check-features.ts';
import { checkScorecard } from './scorecard-checks.ts';

import { scorecardFile } from './scorecard-schema.ts';

/** What follows from the scores: alerts, plays, the queue, engagement points. */
const ACTIONS = 'models/scores/_actions.yml';

export function readScorecards(reading: ProjectReading): ScorecardDefinition[] {
  return reading.paths(/^models\/scores\/[^/_][^/]*\.yml$/).flatMap((file) => {
    const card = reading.config(scorecardFile, file);
    const name = fileStem(file);
    if (card === null) {
      reading.unreadable.push(`scores.${name}`);
      return [];
    }
    reading.expectName(card.name, { expected: name, file, key: 'name' });
    const document = reading.documents.get(file);
    if (document) reading.problems.push(...checkScorecard(card, document));
    return [{ file, card: { ...card, name } }];
  });
}

/** Without the file everything is as the schema says. */
export function readActions(reading: ProjectReading): Actions {
  const written = reading.text(ACTIONS) === undefined ? null : reading.config(actionsFile, ACTIONS);
  return written ?? actionsFile.parse({});
}

/** Reports what scorecards and actions name that no other file has. */
export function reportUnknownNames(reading: ProjectReading, project: PartialProject): void {
  reportUnknownFeatures(reading, project);
  const document = reading.documents.get(ACTIONS);
  if (document && project.unreadable.length === 0)
    reading.problems.push(...checkActions(project.actions, project, document.place));
}

/** Features of a model whose yml is broken can't be told from unknown ones: then nothing is said of any. */
function reportUnknownFeatures(
  reading: ProjectReading,
  { models, scorecards, unreadable }: PartialProject,
): void {
  if (unreadable.some((relation) => relation.startsWith('features.'))) return;
  const known = knownFeatures(models);
  for (const { file, card } of scorecards) {
    const document = reading.documents.get(file);
    if (document) reading.problems.push(...checkScorecardFeatures(card, known, document.place));
  }
}
