import type { Problem } from '../../errors.ts';
import { problem } from '../../errors.ts';
import type { YamlDocument, YamlPath } from './yaml-document.ts';

/** Environment variables by name; only the command line's edge reads the real ones. */
export type Environment = Readonly<Record<string, string | undefined>>;

const VARIABLE = /\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g;

/** Names of the variables that a text asks for, each once, in the order of their first place. */
export function variablesOf(text: string): string[] {
  return [...new Set([...text.matchAll(VARIABLE)].map(([, name = '']) => name))];
}

/**
 * Replaces `${NAME}` and `${NAME:-default}` in every string value (never in keys). A variable that is unset and has no
 * default is a problem at the value's own place; its text is never echoed, only its name.
 */
export function interpolate(
  document: YamlDocument,
  env: Environment,
): { value: unknown; problems: Problem[] } {
  const problems: Problem[] = [];
  const text = (value: string, path: YamlPath): string =>
    value.replace(VARIABLE, (_whole, name: string, fallback: string | undefined) => {
      const found = env[name] ?? fallback;
      if (found === undefined)
        problems.push(problem('missingVariable', { variable: name }, document.place(path)));
      return found ?? '';
    });
  const walk = (value: unknown, path: YamlPath): unknown => {
    if (typeof value === 'string') return text(value, path);
    if (Array.isArray(value)) return value.map((item, index) => walk(item, [...path, index]));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, [...path, key])]));
  };
  return { value: walk(document.value, []), problems };
}
