import { createHash } from 'node:crypto';
import type { Scorecard } from '../../core/config/scorecard-schema.ts';
import { canonicalScorecard } from '../../core/score/canonical-scorecard.ts';

/** SHA-256 of what a scorecard says, in hexadecimal: two rows with one hash were scored by the same rules. */
export function scorecardHash(card: Scorecard): string {
  return createHash('sha256').update(canonicalScorecard(card)).digest('hex');
}
