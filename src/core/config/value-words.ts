import type { z } from 'zod';
import { didYouMean } from './nearest.ts';

/** What is wrong with a value, and what would be right if that is near. */
export interface ValueFault {
  readonly detail: string;
  readonly hint?: string | undefined;
}

/** A fault of a value in words: what must stand there, and what does. `found` is undefined where nothing does. */
export function valueFault(issue: z.core.$ZodIssue, found: unknown): ValueFault {
  const wanted = wantedOf(issue);
  const options = [...new Set(optionsOf(issue))];
  const hint = typeof found === 'string' ? nearOption(found, options) : undefined;
  const bound = boundWords(issue);
  if (bound !== undefined) {
    const instead = typeof found === 'number' ? `, not ${found}` : '';
    return { detail: `${bound}${instead}`, hint: boundHint(issue, found) };
  }
  // A schema that has words of its own says it better.
  if (wanted.length === 0 || !issue.message.startsWith('Invalid '))
    return { detail: issue.message, hint: hint ?? boundHint(issue, found) };
  if (found === undefined) return { detail: `is missing: ${wanted.join(' or ')}` };
  return {
    detail: `must be ${wanted.join(' or ')}, not ${shown(found)}`,
    hint: hint ?? numberHint(issue, found),
  };
}

/** What a bound asks for, where the schema has no words of its own for it. */
function boundWords(issue: z.core.$ZodIssue): string | undefined {
  if (!/^Too (big|small)/.test(issue.message)) return undefined;
  if (issue.code === 'too_big') {
    if (issue.origin === 'array') return `must have at most ${issue.maximum} entries`;
    return `must be ${issue.inclusive ? 'at most' : 'below'} ${issue.maximum}`;
  }
  if (issue.code !== 'too_small') return undefined;
  if (issue.origin === 'array')
    return `must have at least ${issue.minimum} ${issue.minimum === 1 ? 'entry' : 'entries'}`;
  if (issue.origin === 'string') return 'must not be empty';
  return `must be ${issue.inclusive ? 'at least' : 'above'} ${issue.minimum}`;
}

/** Shares are often written in per cent. */
function boundHint(issue: z.core.$ZodIssue, found: unknown): string | undefined {
  if (issue.code !== 'too_big' || issue.maximum !== 1 || typeof found !== 'number' || found > 100)
    return undefined;
  return `it is a share of 1: write ${found / 100} for ${found} %`;
}

/** A text where a number belongs is mostly a number written in another way. */
function numberHint(issue: z.core.$ZodIssue, found: unknown): string | undefined {
  if (issue.code !== 'invalid_type' || typeof found !== 'string') return undefined;
  if (issue.expected !== 'number' && issue.expected !== 'int') return undefined;
  const plain = found.trim();
  const share = /^(\d+(?:\.\d+)?)\s*%$/.exec(plain)?.[1];
  if (share !== undefined) return `it is a share of 1: write ${Number(share) / 100}`;
  if (/^-?\d+,\d+$/.test(plain)) return `decimals take a point: write ${plain.replace(',', '.')}`;
  return plain !== '' && !Number.isNaN(Number(plain)) ? `write it without quotes: ${plain}` : undefined;
}

/** `warning` is further from `warn` than a typo is, but whoever writes it means it. */
function nearOption(found: string, options: readonly string[]): string | undefined {
  const begun = options.find(
    (option) => found.startsWith(option) || (found !== '' && option.startsWith(found)),
  );
  return didYouMean(found, options) ?? (begun === undefined ? undefined : `did you mean "${begun}"?`);
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a mapping',
  record: 'a mapping',
  array: 'a list',
};

function wantedOf(issue: z.core.$ZodIssue): string[] {
  if (issue.code === 'invalid_union' && issue.errors.length > 0)
    return [...new Set(rootIssues(issue).flatMap(wantedOf))];
  const options = optionsOf(issue);
  if (options.length > 1) return [`one of ${options.join(', ')}`];
  if (options.length === 1) return options;
  const type = issue.code === 'invalid_type' ? TYPES[issue.expected] : undefined;
  return type === undefined ? [] : [type];
}

function optionsOf(issue: z.core.$ZodIssue): string[] {
  if (issue.code === 'invalid_union')
    return [...discriminatorsOf(issue), ...rootIssues(issue).flatMap(optionsOf)];
  return issue.code === 'invalid_value' ? issue.values.map(String) : [];
}

/** Where one key decides which mapping it is: the values that it may have. */
function discriminatorsOf(issue: z.core.$ZodIssueInvalidUnion): string[] {
  const options: unknown = 'options' in issue ? issue.options : undefined;
  return Array.isArray(options) ? options.map(String) : [];
}

function rootIssues(issue: z.core.$ZodIssueInvalidUnion): z.core.$ZodIssue[] {
  return issue.errors.flat().filter(({ path }) => path.length === 0);
}

function shown(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a mapping' : `"${String(value)}"`;
}
