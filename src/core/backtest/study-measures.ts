import { auc } from '../stats/auc.ts';
import { tooFew } from '../stats/by-segment.ts';
import { countClasses } from '../stats/count-classes.ts';
import { benjaminiHochberg } from '../stats/false-discovery.ts';
import { spearman } from '../stats/spearman.ts';
import type { MeasureStudy } from './horizon-study.ts';
import type { MeasureColumn, StudyData } from './study-data.ts';

/** Judges each measure by itself, over the decisions for which it had a value. */
export function studyMeasures({ measures, churned }: StudyData): MeasureStudy[] {
  const alone = measures.map((measure) => studyMeasure(measure, churned));
  const { q } = benjaminiHochberg(alone.map((study) => study.spearman.p));
  return alone.map((study, m) => ({ ...study, q: q[m] ?? null }));
}

function studyMeasure({ measure, values }: MeasureColumn, churned: Uint8Array): Omit<MeasureStudy, 'q'> {
  const present = values.filter((value) => !Number.isNaN(value));
  const outcomes = churned.filter((_y, row) => !Number.isNaN(values[row]));
  const missing = values.length - present.length;
  const few = tooFew(countClasses(outcomes));
  if (few) return { measure, missing, auc: few, spearman: { ...few, p: null } };
  return { measure, missing, auc: auc(present, outcomes), spearman: spearman(present, outcomes) };
}
