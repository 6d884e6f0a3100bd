import { parseConfig } from '../../../src/core/config/parse-config.ts';
import { checkScorecard } from '../../../src/core/config/scorecard-checks.ts';
import { scorecardFile } from '../../../src/core/config/scorecard-schema.ts';
import type { Problem } from '../../../src/errors.ts';

/** Where the scorecard of these tests would stand. */
export const FILE = 'models/scores/small.yml';
/** A sound scorecard. */
export const SOUND = `name: small
version: 1
description: A small scorecard.
bands:
  - { name: poor, from: 0, meaning: Bad. }
  - { name: okay, from: 50, meaning: Middling. }
  - { name: good, from: 80, meaning: Fine. }
steadiness: { margin: 3, readings: 2 }
dimensions:
  - name: product
    weight: 0.6
    measures:
      - name: active_days
        label: Active days
        feature: active_days.active_days_30d
        weight: 1
        direction: higher_is_better
        timing: leading
        normalise: { type: linear, worst: 0, best: 20 }
        reason: Only {value} active days
  - name: service
    weight: 0.4
    measures:
      - name: tickets
        label: Tickets
        feature: support_load.tickets_90d
        weight: 1
        direction: target
        timing: lagging
        normalise: { type: tiers, tiers: [{ below: 1, score: 40 }, { up_to: 8, score: 100 }, { score: 20 }] }
        reason: "{value} tickets"
`;

/** What is wrong with a scorecard's text. */
export function problemsOf(text: string): readonly Problem[] {
  const parsed = parseConfig(scorecardFile, { file: FILE, text }, {});
  if (!parsed.value || !parsed.document) return parsed.problems;
  return checkScorecard(parsed.value, parsed.document);
}
