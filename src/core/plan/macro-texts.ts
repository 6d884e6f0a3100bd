import type { MacroDefinition } from '../config/project.ts';

/** By name: each macro's text without comments and layout, which change nothing of what it answers. */
export function macroTexts(macros: readonly MacroDefinition[]): ReadonlyMap<string, string> {
  return new Map(macros.map(({ name, sql }) => [name.toLowerCase(), plainSql(sql)]));
}

/**
 * The macros that some functions are, and those that these call, sorted. A macro counts as called where its name stands in the
 * text of another: one too many costs a rebuild, one too few would leave rows stale.
 */
export function usedMacros(functions: readonly string[], macros: ReadonlyMap<string, string>): string[] {
  const found = new Set<string>();
  const open = functions.filter((name) => macros.has(name));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    const words = new Set((macros.get(next) ?? '').toLowerCase().match(/\w+/g));
    open.push(...[...macros.keys()].filter((name) => words.has(name)));
  }
  return [...found].sort();
}

const TOKEN = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\s+|\w+|[^'"\s\w]/g;
const SPACE = /^(\s|--|\/\*)/;

/** SQL without comments, and without white space but where it parts two words; what stands in quotes is left alone. */
function plainSql(sql: string): string {
  let plain = '';
  let parted = false;
  for (const token of sql.match(TOKEN) ?? []) {
    if (SPACE.test(token)) {
      parted = true;
      continue;
    }
    if (parted && /[\w'"]$/.test(plain) && /^[\w'"]/.test(token)) plain += ' ';
    plain += token;
    parted = false;
  }
  return plain;
}
