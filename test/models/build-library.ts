import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { openWarehouse } from '../../src/adapters/duckdb/open-warehouse.ts';
import { parseProject } from '../../src/core/config/parse-project.ts';
import type { PartialProject } from '../../src/core/config/project.ts';
import { DEMO_END } from '../../src/demo/demo-options.ts';
import { generateDemo } from '../../src/demo/generate-demo.ts';
import type { Warehouse } from '../../src/ports/warehouse.ts';
import { loadSeeds, loadSource } from '../demo/load-exports.ts';

/** As-of dates on which oracles look: the last day of the exports, one in the middle and one that is no Monday. */
export const AS_OF_DATES = ['2026-07-06', '2026-09-16', DEMO_END] as const;

/** The root project's staging models, macros and seeds, and what else `relations` names, wherever the rest may stand. */
async function projectOf(relations: readonly string[]): Promise<PartialProject> {
  const names = new Set(relations.map((relation) => relation.split('.')[1]));
  const files = new Map<string, string>();
  for (const folder of ['models', 'seeds', 'sql/macros']) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name).split(sep).join('/');
      const wanted = !path.startsWith('models/') || path.startsWith('models/staging/');
      const name = entry.name.replace(/\.\w+$/, '');
      if (wanted || names.has(name)) files.set(path, await readFile(path, 'utf8'));
    }
  }
  return parseProject(files, {}).partial;
}

/**
 * Makes a small company's exports, loads them by the tests' own loader, and builds `relations`, in that order, for every live
 * account of AS_OF_DATES.
 */
export async function buildLibrary(folder: string, relations: readonly string[]): Promise<Warehouse> {
  const project = await projectOf(relations);
  const warehouse = await openWarehouse({ threads: 2 });
  const out = join(folder, 'exports');
  await generateDemo(warehouse, { out, accounts: 50, months: 10, seed: 5, events: 30_000, end: DEMO_END });
  for (const source of project.sources) await loadSource(warehouse, source, out);
  await loadSeeds(warehouse, project);
  for (const macro of project.macros) await warehouse.run(macro.sql);
  for (const schema of ['staging', 'intermediate', 'spine', 'features'])
    await warehouse.run(`create schema ${schema}`);
  for (const model of project.models)
    if (model.layer === 'staging')
      await warehouse.run(`create view ${model.relation} as ${model.sql.trim()}`);
  await warehouse.run(`
    create table spine.account_as_of as
    select distinct account_id, as_of
    from staging.stg_crm__accounts, (values ${AS_OF_DATES.map((day) => `(date '${day}')`).join(', ')}) as dates (as_of)
    where status <> 'churned' and valid_from < as_of and coalesce(valid_to, date '9999-12-31') >= as_of`);
  for (const relation of relations) {
    const model = project.models.find((candidate) => candidate.relation === relation);
    if (!model) throw new Error(`no model ${relation}`);
    await warehouse.run(`create table ${relation} as ${model.sql.trim()}`);
  }
  return warehouse;
}
