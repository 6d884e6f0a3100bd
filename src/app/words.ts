const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** 2026-11-01 as 1 Nov 2026. */
export function dayText(day: string): string {
  const [year, month, date] = day.split('-');
  return `${Number(date)} ${MONTHS[Number(month) - 1] ?? ''} ${year ?? ''}`;
}

/** 1234567 as 1,234,567, the same on every machine. */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** 1 day, 1,234 days. */
export function counted(value: number, what: string): string {
  return `${count(value)} ${what}${Math.round(value) === 1 ? '' : 's'}`;
}

/** How far off a renewal is, beside its date: in 74 days, today, passed 5 days ago. */
export function renewalWords(days: number): string {
  if (days === 0) return 'today';
  return days > 0 ? `in ${counted(days, 'day')}` : `passed ${counted(-days, 'day')} ago`;
}

/** 84000 EUR; without a currency the number alone. */
export function money(amount: number, currency: string | null): string {
  return currency === null ? count(amount) : `${count(amount)} ${currency}`;
}

/** A share as a percentage with one decimal. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** A change of points with its sign: +2.5, -0.0313, no change. */
export function signed(points: number): string {
  if (points === 0) return 'no change';
  return points > 0 ? `+${points}` : String(points);
}

/** Why an account stands in its band, in words; empty where its score says the same. */
export function bandWords(reading: {
  readonly band: string;
  readonly raw_band: string;
  readonly band_reason: string;
  readonly previous_band: string | null;
}): string {
  switch (reading.band_reason) {
    case 'changed':
      return `Changed with this reading; before, it was ${reading.previous_band ?? 'unknown'}.`;
    case 'within_margin':
      return `The score alone says ${reading.raw_band}, but it is too close to the boundary to count.`;
    case 'awaiting':
      return `The score alone says ${reading.raw_band}; the next reading decides.`;
    case 'first':
      return 'The first reading.';
    default:
      return '';
  }
}
