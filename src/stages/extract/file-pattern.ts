import { fail } from '../../errors.ts';

/** A compiled `files.path` of a source. */
export interface FilePattern {
  /** The folder above the first wildcard; '' is the root. */
  readonly folder: string;
  /** The file's own date, or null for a pattern without one; undefined when the path does not match. */
  match(path: string): string | null | undefined;
}

const TOKENS = /\*\*\/|\*\*|\*|\?|\{date\}|\{month\}|[^*?{]+|\{/g;
/** Wildcards pass over hidden names, such as the .part of an upload that is still under way. */
const SEGMENT = '(?!\\.)[^/]*';

/** The pattern language of `files.path`: `*`, `**`, `?`, `{date}` and `{month}`. */
export function filePattern(pattern: string): FilePattern {
  if (pattern.startsWith('/') || pattern.split('/').includes('..')) fail('pathEscapes', { path: pattern });
  const tokens = pattern.match(TOKENS) ?? [];
  const regex = new RegExp(`^${tokens.map(tokenRegex).join('')}$`);
  const fixed = /^[^*?{]*/.exec(pattern)?.[0] ?? '';
  return {
    folder: fixed.slice(0, Math.max(0, fixed.lastIndexOf('/'))),
    match: (path) => {
      const found = regex.exec(path);
      return found ? ownDate(path, found.groups ?? {}) : undefined;
    },
  };
}

/** Wildcards at the beginning of a name, which hidden names don't match. */
const AT_START: Readonly<Record<string, string>> = {
  '**/': `(?:${SEGMENT}/)*`,
  '**': '.*',
  '*': SEGMENT,
  '?': '[^/.]',
};
const INSIDE: Readonly<Record<string, string>> = { ...AT_START, '*': '[^/]*', '?': '[^/]' };

function tokenRegex(token: string, index: number, tokens: readonly string[]): string {
  const before = tokens.slice(0, index);
  if (token === '{date}') return named('date', '\\d{4}-\\d{2}-\\d{2}', before.includes(token));
  if (token === '{month}') return named('month', '\\d{4}-\\d{2}', before.includes(token));
  const starts = before.at(-1)?.endsWith('/') ?? true;
  return (starts ? AT_START : INSIDE)[token] ?? token.replace(/[\\^$.+()|[\]{}]/g, '\\$&');
}

/** A second {date} of one path must be the same day as the first. */
function named(name: string, shape: string, again: boolean): string {
  return again ? `\\k<${name}>` : `(?<${name}>${shape})`;
}

function ownDate(path: string, { date, month }: { date?: string; month?: string }): string | null {
  if (date !== undefined) return checked(path, date, date);
  if (month === undefined) return null;
  const [year = 0, number = 0] = month.split('-').map(Number);
  checked(path, `${month}-01`, month);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 10);
}

function checked(path: string, day: string, said: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  const real = !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
  return real ? day : fail('badFileDate', { path, date: said }, { file: path });
}
