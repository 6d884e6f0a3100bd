import type { Estimate, Interval } from '../stats/estimate.ts';
import { explainReason } from '../stats/explain-reason.ts';
import type { HorizonStudy } from './horizon-study.ts';

/** What the back-test comes to: the interval of the AUC lies above chance, around it, below it, or there is none. */
export interface Verdict {
  readonly kind: 'separates' | 'no_skill' | 'wrong_way' | 'too_few';
  /** One sentence, without a full stop. */
  readonly text: string;
}

/**
 * Says in words whether a score tells who will leave. The interval that decides is the one by account where there is one:
 * an account that renews often must not count as many.
 */
export function verdict(score: string, study: HorizonStudy): Verdict {
  const { auc, horizon } = study;
  if (auc.value === null) {
    const why = explainReason(auc) ?? 'no figure';
    return { kind: 'too_few', text: `too few decisions to judge ${score} at ${horizon} days: ${why}` };
  }
  const { ci } = study.aucByAccount ?? auc;
  const figure = `AUC ${auc.value.toFixed(3)}${interval(ci)} at ${horizon} days from ${decisions(auc)}`;
  if (ci === null) return withoutInterval(score, auc, figure);
  if (ci[0] > 0.5)
    return { kind: 'separates', text: `${score} separates: ${figure}, the interval clears 0.5` };
  if (ci[1] < 0.5) return { kind: 'wrong_way', text: `${score} points the wrong way: ${figure}` };
  return { kind: 'no_skill', text: `${score}: no skill to be found, ${figure}, the interval covers 0.5` };
}

/** Not one pair out of order, no spread at all, or too few accounts behind the decisions: there is no interval to go by. */
function withoutInterval(score: string, auc: Estimate, figure: string): Verdict {
  if (auc.value === 1) {
    const text = `${score} separates without a fault: ${figure}; that is more often a leak than a feat`;
    return { kind: 'separates', text };
  }
  if (auc.value === 0) {
    return { kind: 'wrong_way', text: `${score} points the wrong way without a fault: ${figure}` };
  }
  if (auc.ci !== null) return { kind: 'too_few', text: `too few accounts to judge ${score}: ${figure}` };
  return { kind: 'no_skill', text: `${score}: no skill to be found, ${figure}, no spread to measure` };
}

function interval(ci: Interval | null): string {
  return ci === null ? '' : ` (95 % interval ${ci[0].toFixed(3)} to ${ci[1].toFixed(3)})`;
}

function decisions({ n, n1 }: Estimate): string {
  return `${n} decisions, ${n1} churned`;
}
