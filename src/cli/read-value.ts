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
    { flag: '', text: 'TEXT', integer: 'N', day: 'D', size: 'SIZE', list: 'TEXT', choice: '' }[spec.kind]
  );
}
