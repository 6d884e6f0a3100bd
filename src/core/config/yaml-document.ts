import { isMap, isPair, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import { type Place, type Problem, problem } from '../../errors.ts';

/** Path of keys and indexes from a document's root to a value. */
export type YamlPath = readonly (string | number)[];

/** A parsed YAML file that can still say where each of its values stands. */
export interface YamlDocument {
  readonly file: string;
  readonly value: unknown;
  /** Place of the value at `path`, or of its nearest ancestor that exists. With `key`, of the key itself. */
  place(path: YamlPath, what?: 'key' | 'value'): Place;
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
  const problems = parsed.errors.map((error) =>
    problem('yamlSyntax', { detail: error.message }, { file, ...position(lines, error.pos[0]) }),
  );
  if (problems.length > 0) return { document: null, problems };
  const root = parsed.contents as Node | null;
  const document: YamlDocument = {
    file,
    value: parsed.toJS() as unknown,
    place: (path, what = 'value') => ({ file, ...position(lines, offsetOf(root, path, what)) }),
  };
  return { document, problems };
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
