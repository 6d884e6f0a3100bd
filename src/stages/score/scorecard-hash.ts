import type { Scorecard } from '../../core/config/scorecard-schema.ts';
import { canonicalScorecard } from '../../core/score/canonical-scorecard.ts';
import { sha256 } from '../sha256.ts';

/** SHA-256 of what a scorecard says, in hexadecimal: two rows with one hash were scored by the same rules. */
export function scorecardHash(card: Scorecard): string {
  return sha256(canonicalScorecard(card));
}
