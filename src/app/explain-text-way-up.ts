import type { Labels } from './explain-labels.ts';
import type { WayUpAnswer } from './explain-way-up.ts';

/** What would lift it, in a line for each change. */
export function wayUpLines({ outcome, band, score, changes }: WayUpAnswer, labels: Labels): string[] {
  if (outcome === 'out_of_reach') {
    return [
      '',
      'what would lift it',
      '  not reachable in a quarter, not even by all that others have done in one',
    ];
  }
  if (outcome === 'set_by_hand') {
    return ['', 'what would lift it', '  nothing that the account does, while the score is set by hand'];
  }
  if (outcome !== 'reachable') return [];
  if (changes.length === 0) {
    return [
      '',
      `what would lift it to ${band ?? ''}`,
      '  nothing more: its score is enough, and has to stay there',
    ];
  }
  const lines = changes.map(
    ({ measure, from, to }) =>
      `  ${labels.label(measure)}: from ${labels.value(measure, from)} to ${labels.value(measure, to)}`,
  );
  return ['', `what would lift it to ${band ?? ''}, with a score of ${score ?? ''}`, ...lines];
}
