import { addDays } from '../config/days.ts';

const TIME = '(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d{1,6})?)?';
const FORM = new RegExp(`^as_of(?: ([+-]) (\\d{1,5})d)?(?: (${TIME}))?$`);

/** The forms of `asOfText`, for messages. */
export const AS_OF_FORMS = 'as_of, as_of - 3d, as_of + 2d, as_of - 3d 14:30, as_of - 3d 14:30:15.250';

/** Whether a text means to speak of the as-of date. */
export function speaksOfAsOf(text: string): boolean {
  return /^as_of\b/.test(text);
}

/**
 * `as_of - 3d` as the day that it means, `as_of - 3d 14:30` as the instant, both in ISO text; null where the text is not
 * exactly of such a form.
 */
export function asOfText(text: string, asOf: string): string | null {
  const found = FORM.exec(text);
  if (!found) return null;
  const [, sign, days = '0', time] = found;
  const day = addDays(asOf, sign === '-' ? -Number(days) : Number(days));
  if (time === undefined) return day;
  return time.length === 5 ? `${day} ${time}:00` : `${day} ${time}`;
}
