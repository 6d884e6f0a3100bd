import { didYouMean } from '../core/config/nearest.ts';
import { type Problem, problem } from '../errors.ts';
import type { OptionSpec, OptionValue } from './command.ts';

/** One flag's text as the value that its declaration asks for, or what is wrong with it. */
export function readValue(
  name: string,
  spec: OptionSpec,
  text: string | undefined,
  inline: boolean,
): { readonly value: OptionValue } | { readonly problem: Problem } {
  const bad = (detail: string, hint?: string | undefined) => ({
    problem: problem('badValue', { what: `--${name}`, detail }, { hint }),
  });
  if (spec.kind === 'flag') return text === undefined ? { value: true } : bad('takes no value');
  // `--limit --format json` forgot the limit; a value that begins with a dash is written --limit=-1.
  if (text === undefined || text === '' || (!inline && text.startsWith('-'))) {
    return bad(`needs a value: --${name} ${placeholder(spec)}`);
  }
  return READERS[spec.kind](text, spec, bad);
}

const SIZE = /^\d+(\.\d+)?(KiB|MiB|GiB|TiB)$/;

type Bad = (detail: string, hint?: string | undefined) => { problem: Problem };
type Reader = (text: string, spec: OptionSpec, bad: Bad) => { value: OptionValue } | { problem: Problem };

const READERS: Readonly<Record<Exclude<OptionSpec['kind'], 'flag'>, Reader>> = {
  text: (text) => ({ value: text }),
  list: (text) => ({ value: [text] }),
  integer: readInteger,
  day: (text, _spec, bad) =>
    isDay(text) ? { value: text } : bad(`must be a day, YYYY-MM-DD, not "${text}"`),
  size: (text, _spec, bad) =>
    SIZE.test(text) ? { value: text } : bad(`must be a size such as 2GiB or 512MiB, not "${text}"`),
  duration: readDuration,
  choice: (text, { choices = [] }, bad) =>
    choices.includes(text)
      ? { value: text }
      : bad(`must be one of ${choices.join(', ')}, not "${text}"`, didYouMean(text, choices)),
};

function readInteger(text: string, spec: OptionSpec, bad: Bad) {
  const value = Number(text);
  if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(value))
    return bad(`must be a whole number, not "${text}"`);
  if (spec.min !== undefined && value < spec.min) return bad(`must be ${spec.min} at least, not ${text}`);
  return { value };
}

const MILLISECONDS = { s: 1000, min: 60_000, h: 3_600_000 } as const;
/** What a timer of Node's can wait: 24 days and some. */
const LONGEST = 2 ** 31 - 1;

function readDuration(text: string, _spec: OptionSpec, bad: Bad) {
  const [, number = '', unit = 's'] = /^(\d+(?:\.\d+)?)(s|min|h)$/.exec(text) ?? [];
  const value = Number(number) * MILLISECONDS[unit as keyof typeof MILLISECONDS];
  if (number === '' || value === 0) return bad(`must be a time such as 90s, 30min or 2h, not "${text}"`);
  return value > LONGEST ? bad(`must be at most 596h, not "${text}"`) : { value };
}

/** A day that the calendar has: 2026-02-30 is none. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** What stands for the value in help and messages. */
export function placeholder(spec: OptionSpec): string {
  if (spec.choices !== undefined) return spec.choices.join('|');
  return (
    spec.value ??
    {
      flag: '',
      text: 'TEXT',
      integer: 'N',
      day: 'D',
      size: 'SIZE',
      duration: 'TIME',
      list: 'TEXT',
      choice: '',
    }[spec.kind]
  );
}
