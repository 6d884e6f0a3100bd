import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { cp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll } from 'vitest';
import type { CheckReport } from '../../src/app/check.ts';
import type { RunReport } from '../../src/app/execute-plan.ts';
import type { Problem } from '../../src/errors.ts';
import { holdfast } from '../cli/holdfast-process.ts';
import { ROOT } from './e2e-project.ts';

/** Exports that nobody here shaped, and the project of the same name that reads them. */
export interface RealData {
  /** Where the exports lie. */
  readonly exports: string;
  /** Why its tests can't run, to end their title; empty where they can. */
  readonly whyNot: string;
  /** A copy of test/projects/<name>, removed after the last test of the file. */
  readonly project: string;
  readonly prepare: () => Promise<void>;
  readonly run: (asOf: string) => Promise<RealRun<RunReport>>;
  readonly check: (...flags: string[]) => Promise<RealRun<CheckReport>>;
}

export interface RealRun<Report> {
  readonly code: number | null;
  readonly stderr: string;
  readonly report: Report | null;
  readonly problems: readonly Problem[];
}

/** To be called at the top of the file. The exports' folder can be named by a variable, as in pipeline.yml. */
export function realData(name: string): RealData {
  const variable = name.toUpperCase();
  const exports = resolve(process.env[variable] ?? join(ROOT, '../shared/data', name));
  const project = mkdtempSync(join(tmpdir(), `holdfast-${name}-`));
  afterAll(() => rm(project, { recursive: true, force: true }));
  const ask = <Report>(...argv: string[]) => holdfastIn<Report>(project, { [variable]: exports }, argv);
  return {
    exports,
    whyNot: existsSync(exports) ? '' : ` (skipped: its exports are not at ${exports})`,
    project,
    prepare: () => copyProject(name, project),
    run: (asOf) => ask<RunReport>('run', 'daily', '--as-of', asOf),
    check: (...flags) => ask<CheckReport>('check', ...flags),
  };
}

/** What a run made, which has to be something. @throws Error with what it said on stderr. */
export function made<Report>({ code, stderr, report }: RealRun<Report>): Report {
  if (code === 0 && report !== null) return report;
  throw new Error(`exit ${code}\n${stderr}`);
}

/** How many bad rows each check found, if any: by its name, and where it stands in the yml of a model, by that one's as well. */
export function foundBad({ transform }: RunReport): Record<string, number> {
  const bad = (transform?.checks ?? []).filter(({ badRows }) => badRows > 0);
  const nameOf = ({ subject, check, description }: (typeof bad)[number]) =>
    description === null ? `${subject}: ${check}` : check;
  return Object.fromEntries(bad.map((result) => [nameOf(result), result.badRows]));
}

/** Rows of each source and what became of them, by name without `raw.`. */
export function rowsOf({ extract }: RunReport): Record<string, object> {
  const sources = extract?.sources ?? [];
  return Object.fromEntries(
    sources.map(({ source, rows, rejects }) => [source.replace('raw.', ''), { ...rows, rejects }]),
  );
}

/** A source of so many rows, all of them loaded. */
export const whole = (rows: number) => ({ read: rows, loaded: rows, rejected: 0, rejects: {} });

/** Records of a CSV file without quotes, by the names in its header. */
export function csvRecords(path: string): Record<string, string>[] {
  const [header = '', ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/);
  const names = header.split(',');
  return lines.map((line) => {
    const values = line.split(',');
    return Object.fromEntries(names.map((name, i) => [name, values[i] ?? '']));
  });
}

async function holdfastIn<Report>(
  cwd: string,
  env: Record<string, string>,
  argv: string[],
): Promise<RealRun<Report>> {
  const { code, stdout, stderr } = await holdfast([...argv, '--format', 'json'], { cwd, env });
  const last = stdout.trim().split('\n').at(-1) ?? '';
  const { result, problems } = JSON.parse(last) as { result: Report | null; problems: Problem[] };
  return { code, stderr, report: result, problems };
}

/** Without what an earlier run by hand may have left there. */
async function copyProject(name: string, to: string): Promise<void> {
  const from = join(ROOT, 'test/projects', name);
  for (const entry of await readdir(from))
    if (entry !== '.holdfast' && entry !== 'published')
      await cp(join(from, entry), join(to, entry), { recursive: true });
}
