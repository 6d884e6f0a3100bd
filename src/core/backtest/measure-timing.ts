import type { HorizonStudy, MeasureStudy } from './horizon-study.ts';
import { longestRun } from './useful-from.ts';

export type Timing = 'leading' | 'lagging';

/** Whether a measure moves before the outcome or with it: what its scorecard says, and what its horizons show. */
export interface MeasureTiming {
  readonly measure: string;
  readonly tag: Timing;
  /** The longest horizon at which it tells, as at every nearer one; null where it tells at none. */
  readonly tellsFrom: number | null;
  /** `silent`: it tells nothing; `too_few`: no horizon has enough decisions. */
  readonly found: Timing | 'silent' | 'too_few';
  /** Null where what was found says neither. */
  readonly agrees: boolean | null;
}

/** From here on a measure leads: there is a quarter left to act in. */
const LEADS_FROM = 90;
/** A measure tells below this q, the right way round. */
const TELLING = 0.05;

/** Checks each measure's tag against the horizons at which it told churned from renewed. */
export function measureTimings(
  horizons: readonly HorizonStudy[],
  tags: ReadonlyMap<string, Timing>,
): MeasureTiming[] {
  return [...tags].map(([measure, tag]) => {
    const curve = horizons.flatMap(({ horizon, measures }) => {
      const study = measures.find((each) => each.measure === measure);
      return study === undefined ? [] : [{ horizon, tells: tells(study) }];
    });
    const tellsFrom = longestRun(curve, (point) => point.tells);
    const found = timingOf(
      tellsFrom,
      curve.some((point) => point.tells !== null),
    );
    return {
      measure,
      tag,
      tellsFrom,
      found,
      agrees: found === 'leading' || found === 'lagging' ? found === tag : null,
    };
  });
}

function tells({ auc, q }: MeasureStudy): boolean | null {
  return auc.value === null ? null : q !== null && q < TELLING && auc.value > 0.5;
}

function timingOf(tellsFrom: number | null, known: boolean): MeasureTiming['found'] {
  if (tellsFrom === null) return known ? 'silent' : 'too_few';
  return tellsFrom >= LEADS_FROM ? 'leading' : 'lagging';
}
