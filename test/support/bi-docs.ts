import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ROOT } from './e2e-project.ts';

export const BI = join(ROOT, 'docs', 'bi');

/** A query of the docs and where it stands, for people. */
export interface DocQuery {
  readonly at: string;
  readonly name: string;
  readonly sql: string;
}

/** The queries that analysts start from, by the names of their files. */
export function startingQueries(folder = 'queries'): DocQuery[] {
  const files = readdirSync(join(BI, folder)).filter((file) => file.endsWith('.sql'));
  return files.sort().map((file) => ({
    at: `docs/bi/${folder}/${file}`,
    name: basename(file, '.sql'),
    sql: readFileSync(join(BI, folder, file), 'utf8'),
  }));
}

/** Every fenced block of a Markdown file whose language is sql, with the name that Evidence gives it where it has one. */
export function sqlBlocks(path: string): DocQuery[] {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const blocks = [...text.matchAll(/(?:<!-- variables: (\{.*\}) -->\n)?^ *```sql ?(\w*)\n(.*?)^ *```$/gms)];
  return blocks.map(([, variables = '{}', name = '', sql = ''], i) => ({
    at: `${path}, block ${i + 1}`,
    name,
    sql: Object.entries(JSON.parse(variables) as Record<string, string>).reduce(
      (filled, [variable, value]) => filled.replaceAll(`{{${variable}}}`, value),
      sql,
    ),
  }));
}

/** Every Markdown file about BI tools, from the root. */
export function biPages(): string[] {
  return readdirSync(BI, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .sort()
    .map((file) => join('docs', 'bi', file));
}

/** Blocks of one page with ${name} filled in by the block of that name, as Evidence does. */
export function chained(blocks: readonly DocQuery[]): DocQuery[] {
  const filled = new Map<string, string>();
  return blocks.map((block) => {
    const sql = block.sql.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => `(${filled.get(name) ?? name})`);
    filled.set(block.name, sql);
    return { ...block, sql };
  });
}
