/** How the systems write values, as SQL over a typed value. */

/** Cents as an amount with a decimal point: 1234.50. */
export const amount = (cents: string) => `printf('%d.%02d', (${cents}) // 100, (${cents}) % 100)`;

/** Cents as an amount with a decimal comma: 1234,50. */
export const commaAmount = (cents: string) => `printf('%d,%02d', (${cents}) // 100, (${cents}) % 100)`;

/** A day as the billing system writes it: 31/12/2025. */
export const slashDate = (day: string) => `strftime(${day}, '%d/%m/%Y')`;

/** A timestamp in UTC as JSON exports write it: 2025-12-31T23:59:58Z. */
export const isoTimestamp = (at: string) => `strftime(${at}, '%Y-%m-%dT%H:%M:%SZ')`;

/** A timestamp within a day's working hours, 07:00 to 16:59, from a draw in [0, 1). */
export const workingTime = (day: string, draw: string) =>
  `(${day} + to_seconds(cast(25200 + floor(fmod(${draw} * 7919, 1) * 36000) as bigint)))`;
