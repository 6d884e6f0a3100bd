import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { literal, runFile } from './sql.mjs';

/** Everything from nothing. */
export async function extract(connection, { exports }) {
  await connection.run(`set variable exports = ${literal(exports)}; create schema meta`);
  const files = listFiles(exports).map((file, i) => ({ id: i + 1, ...file, sha256: sha256(file.filename) }));
  const columns = 'file_id, path, filename, size, modified_ms, sha256, file_date';
  await connection.run(
    `create table meta.files as select * from (values ${files.map(row).join(', ')}) as v (${columns})`,
  );
  await runFile(connection, 'extract.sql');
}

/** What is new since then, known by size and time first. */
export async function extractNight(connection, { exports }) {
  const known = await connection.runAndReadAll('select path, size, modified_ms from meta.files');
  const keys = new Set(known.getRows().map((file) => file.join(' ')));
  const fresh = listFiles(exports).filter(
    ({ path, size, modified }) => !keys.has(`${path} ${size} ${modified}`),
  );
  const strange = fresh.find(({ path }) => !/^product\/events_.*\.jsonl\.gz$/.test(path));
  if (strange) throw new Error(`by hand, a night brings files of events alone, not ${strange.path}`);
  const files = fresh.map((file, i) => ({ id: keys.size + i + 1, ...file, sha256: sha256(file.filename) }));
  if (files.length === 0) throw new Error('no new file');
  await connection.run(`insert into meta.files values ${files.map(row).join(', ')}`);
  await connection.run(
    `set variable new_ids = [${files.map(({ id }) => id)}]; set variable exports = ${literal(exports)}`,
  );
  await connection.run(`set variable new_files = [${files.map(({ filename }) => literal(filename))}]`);
  await runFile(connection, 'extract-night.sql');
}

/** The exports, in the order in which their rows count: by the date in the name, then by path. */
function listFiles(exports) {
  const names = readdirSync(exports, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => /\.(csv|jsonl|parquet|gz)$/.test(name))
    .map((path) => {
      const filename = join(exports, path);
      const { size, mtimeMs } = statSync(filename);
      return { path, filename, size, modified: Math.floor(mtimeMs), date: dateOf(path) };
    })
    .sort((a, b) => (a.date + a.path < b.date + b.path ? -1 : 1));
}

/** The day in a file's name, or the first after the month in it. */
function dateOf(path) {
  const [, year, month, day] = /(\d{4})-(\d{2})(?:-(\d{2}))?/.exec(path) ?? [];
  return new Date(Date.UTC(year, day ? month - 1 : month, day ?? 1)).toISOString().slice(0, 10);
}

/** In Node: DuckDB takes thirty times as long for it. */
function sha256(filename) {
  return createHash('sha256').update(readFileSync(filename)).digest('hex');
}

function row({ id, path, filename, size, modified, sha256: hash, date }) {
  return `(${id}, ${literal(path)}, ${literal(filename)}, ${size}, ${modified}, ${literal(hash)}, date ${literal(date)})`;
}
