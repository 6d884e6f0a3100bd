import { type Document, isMap, isPair, isScalar, LineCounter, type Node, parseDocument, visit } from 'yaml';
import { type Place, type Problem, problem } from '../../errors.ts';
import { ALIAS_HINT, yamlHint } from './yaml-hints.ts';

/** Path of keys and indexes from a document's root to a value. */
export type YamlPath = readonly (string | number)[];

/** As people write it: sources[0].columns[2].name. */
export function pathText(path: YamlPath): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '');
}

/** A parsed YAML file that can still say where each of its values stands. */
export interface YamlDocument {
  readonly file: string;
  readonly value: unknown;
  /** Place of the value at `path`, or of its nearest ancestor that exists. With `key`, of the key itself. */
  place(path: YamlPath, what?: 'key' | 'value'): Place;
  /** Whether the key at `path` stands between { } without a colon, as what follows an unquoted comma does. */
  isBare(path: YamlPath): boolean;
}

/** Parses YAML 1.2 with every syntax error as a problem; duplicate keys are errors. */
export function parseYaml(
  file: string,
  text: string,
): { document: YamlDocument | null; problems: Problem[] } {
  const lines = new LineCounter();
  const parsed = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: true,
    version: '1.2',
    prettyErrors: false,
  });
  const tabs = parsed.errors.filter(({ code }) => code === 'TAB_AS_INDENT');
  // What else is wrong then only follows from the tabs.
  const syntax = (tabs.length > 0 ? tabs : parsed.errors).map(({ message, code, pos: [offset] }) => ({
    message,
    offset,
    hint: yamlHint(code, message),
  }));
  const faults = syntax.length > 0 ? onePerPlace(syntax) : strayAliases(parsed);
  const problems = faults.map(({ message, offset, hint }) =>
    problem('yamlSyntax', { detail: message }, { file, ...position(lines, offset), hint }),
  );
  if (problems.length > 0) return { document: null, problems };
  const root = parsed.contents as Node | null;
  const document: YamlDocument = {
    file,
    value: parsed.toJS() as unknown,
    place: (path, what = 'value') => ({ file, ...position(lines, offsetOf(root, path, what)) }),
    isBare: (path) => isBare(root, path),
  };
  return { document, problems };
}

interface Fault {
  readonly message: string;
  readonly offset: number;
  readonly hint: string | undefined;
}

/** One slip often gives several errors at one place: the first says what it is. */
function onePerPlace(faults: readonly Fault[]): Fault[] {
  return faults.filter((fault, i) => faults.findIndex(({ offset }) => offset === fault.offset) === i);
}

/** Aliases without their anchor parse, but stand for nothing. */
function strayAliases(parsed: Document): Fault[] {
  const stray: Fault[] = [];
  visit(parsed, {
    Alias: (_key, alias) => {
      if (alias.resolve(parsed) !== undefined) return;
      const message = `nothing is called &${alias.source}`;
      stray.push({ message, offset: alias.range?.[0] ?? 0, hint: ALIAS_HINT });
    },
  });
  return stray;
}

function isBare(root: Node | null, path: YamlPath): boolean {
  let node: unknown = root;
  for (const step of path.slice(0, -1)) node = child(node, step)?.value;
  const last = path.at(-1);
  const found = last === undefined ? undefined : child(node, last);
  return isMap(node) && node.flow === true && found?.value === null;
}

function position(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

function offsetOf(root: Node | null, path: YamlPath, what: 'key' | 'value'): number {
  let node: unknown = root;
  let offset = startOf(node) ?? 0;
  path.forEach((step, index) => {
    const last = index === path.length - 1;
    const found = child(node, step);
    if (!found) {
      node = null;
      return;
    }
    const wanted = last && what === 'key' ? found.key : (found.value ?? found.key);
    offset = startOf(wanted) ?? startOf(found.key) ?? offset;
    node = found.value;
  });
  return offset;
}

function child(node: unknown, step: string | number): { key: unknown; value: unknown } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(
      (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(step),
    );
    return pair ? { key: pair.key, value: pair.value } : undefined;
  }
  const items = (node as { items?: unknown[] } | null)?.items;
  const item = Array.isArray(items) && typeof step === 'number' ? items[step] : undefined;
  return item === undefined ? undefined : { key: item, value: item };
}

function startOf(node: unknown): number | undefined {
  return (node as { range?: [number, number, number] } | null | undefined)?.range?.[0];
}
