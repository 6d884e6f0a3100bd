import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { holdfast } from '../cli/holdfast-process.ts';
import { smallCompany, workFolder } from '../support/e2e-project.ts';

const folder = workFolder('tune');
let project: string;
let card: string;
let text: string;

beforeAll(async () => {
  project = await smallCompany(join(folder, 'company'));
  card = join(project, 'models/scores/health.yml');
  text = await readFile(card, 'utf8');
  const { code, stdout } = await command('backtest', '--as-of', '2026-11-01');
  expect(code, stdout).toBe(0);
}, 120_000);

const command = (...words: string[]) => holdfast([...words, '--format', 'json'], { cwd: project });

async function told(...words: string[]) {
  const { code, stdout } = await command(...words);
  const last = stdout.trim().split('\n').at(-1) ?? '';
  return { code, report: JSON.parse(last).result };
}

test('a scorecard beside itself changes nobody', async () => {
  const { code, report } = await told('diff', 'health', '--against', 'models/scores/health.yml');
  expect(code).toBe(0);
  expect(report).toMatchObject({ as_of: '2026-11-01', changes: [], day: { changed: 0, rank_agreement: 1 } });
  expect(report.day.accounts).toBeGreaterThan(0);
}, 60_000);

test('one that calls all good changes bands, and fails where it is asked to', async () => {
  await writeFile(join(project, 'before.yml'), text);
  await writeFile(card, text.replace('from: 50', 'from: 4').replace('from: 80', 'from: 8'));
  const { code, report } = await told('diff', 'health', '--against', 'before.yml', '--fail-on-gate');
  await writeFile(card, text);
  expect(code).toBe(1);
  expect(report.failed_gates).toContain('good_share');
  expect(report.day.changed).toBeGreaterThan(0);
  expect(report.day.rank_agreement).toBe(1);
  expect(report.day.changes[0]).toMatchObject({ band_after: 'good' });
}, 60_000);

test('a version that nobody knows is refused', async () => {
  const { code, stdout } = await command('diff', 'health', '--against', 'v99');
  expect(code).toBe(64);
  expect(stdout).toContain('HF515');
}, 60_000);

test('of a day that was not built it is said how it gets built', async () => {
  const { code, stdout } = await command('tune', 'health', '--as-of', '2026-10-21');
  expect(code).toBe(64);
  expect(stdout).toContain('run a pipeline as of 2026-10-21');
  expect(stdout).toContain('the last day that was built is 2026-11-01');
  expect(stdout).not.toContain('selects everything');
}, 60_000);

test('tune leaves the scorecard as it is, and says what each weight is worth', async () => {
  const { code, report } = await told('tune', 'health');
  expect(code).toBe(0);
  expect(report).toMatchObject({ verdict: 'insufficient', proposal: null, day: null });
  expect(report.sensitivity.length).toBe(2 * report.weights.length);
  expect(await readFile(card, 'utf8')).toBe(text);
}, 60_000);

test('a proposal is not written where it would count at once', async () => {
  const { code } = await told('tune', 'health', '--out', 'models/scores/health.yml');
  expect(code).toBe(64);
}, 60_000);
