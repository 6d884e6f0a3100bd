import type { Problem } from '../../errors.ts';
import type { ModelDefinition } from '../config/project.ts';
import { offsetAt, position } from './position.ts';

/**
 * Problems of TypeScript models where a person finds them. The finders know a place in the SQL that the model compiled to; here
 * it becomes the first place in the module that says the same word, and the hint shows the SQL around it.
 */
export function placeInModules(problems: readonly Problem[], models: readonly ModelDefinition[]): Problem[] {
  const modules = new Map(
    models.flatMap((model) => (model.module === undefined ? [] : [[model.file, model] as const])),
  );
  const told = new Set<string>();
  return problems.flatMap((found) => {
    const model = modules.get(found.file ?? '');
    if (model?.module === undefined || found.name === 'modelModule') return [found];
    const placed = placeIn(found, model.sql, model.module);
    // What a loop writes many times is told once.
    const key = [placed.file, placed.line, placed.column, placed.message].join(':');
    if (told.has(key)) return [];
    told.add(key);
    return [placed];
  });
}

function placeIn(found: Problem, sql: string, module: string): Problem {
  const { word, offset } = namedIn(found, sql, module) ?? pointedAt(found, sql);
  const at = word === '' ? -1 : module.indexOf(word);
  const excerpt = `in the SQL that it compiles to: … ${sql.slice(Math.max(0, offset - 30), offset + 50)} …`;
  const hint = found.hint === undefined ? excerpt : `${found.hint}; ${excerpt}`;
  return { ...found, ...(at < 0 ? { line: 1, column: 1 } : position(module, at)), hint };
}

interface Meant {
  readonly word: string;
  /** Where it stands in the SQL. */
  readonly offset: number;
}

/** A name that the problem quotes and the module says: surer than a place, which DuckDB gives of a shortened line. */
function namedIn({ message }: Problem, sql: string, module: string): Meant | null {
  for (const [, word = ''] of message.matchAll(/"([\w.]+)"/g)) {
    const offset = sql.indexOf(`"${word.split('.').at(-1) ?? ''}"`);
    if (offset >= 0 && module.includes(word)) return { word, offset };
  }
  return null;
}

function pointedAt({ line, column }: Problem, sql: string): Meant {
  const offset = offsetAt(sql, line ?? 1, column ?? 1);
  const word = /^["\w.]*/.exec(sql.slice(offset))?.[0].replaceAll('"', '') ?? '';
  return { word, offset };
}
