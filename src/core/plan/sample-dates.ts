/**
 * Some of the dates, spread evenly over all of them with half a gap at each end: the same ones every time. All of them where
 * there are not more than `count`.
 */
export function sampleDates(dates: readonly string[], count: number): string[] {
  if (dates.length <= count) return [...dates];
  return Array.from(
    { length: count },
    (_, i) => dates[Math.floor(((2 * i + 1) * dates.length) / (2 * count))] ?? '',
  );
}

/**
 * Dates to build beside the one that is looked at, so that a feature that looks at other dates than its own is found: the one
 * before, or where there is none the one after.
 */
export function neighbourDate(dates: readonly string[], day: string): string | undefined {
  return dates.findLast((date) => date < day) ?? dates.find((date) => date > day);
}
