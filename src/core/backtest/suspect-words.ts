import type { LeakSuspect } from './leak-suspects.ts';

const WHY: Readonly<Record<LeakSuspect['why'], string>> = {
  separates_perfectly: 'tells churned from renewed without a fault',
  beyond_belief: 'ranks better than any honest signal',
  one_class_value: 'has a value that only one outcome knows',
};

/** Who is too good to be true, and why: a sentence without a full stop. */
export function suspectWords({ kind, subject, why }: LeakSuspect): string {
  return `${kind === 'missingness' ? `whether ${subject} is known` : subject} ${WHY[why]}`;
}
