import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { check } from '../../src/app/check.ts';
import { demo } from '../../src/app/demo.ts';
import { explain } from '../../src/app/explain.ts';
import { evidenceOf, readEvidenceQueries } from '../../src/app/explain-evidence.ts';
import { init } from '../../src/app/init.ts';
import { loadProjectAt } from '../../src/app/load-project-at.ts';
import { runPipeline } from '../../src/app/run.ts';
import { summary } from '../../src/app/summary.ts';
import { AS_OF } from '../support/e2e-process.ts';
import { ROOT, SMALL, workFolder } from '../support/e2e-project.ts';
import { testContext } from '../support/test-context.ts';

const project = join(workFolder('checks'), 'project');
const context = testContext(project);

describe('the root project, checked', () => {
  beforeAll(async () => {
    await init(testContext(ROOT), { dir: project });
    await demo(context, SMALL);
  }, 120_000);

  test('its unit tests pass before there is any data', async () => {
    const { exitCode, result } = await check(context, {});
    expect(result.problems).toEqual([]);
    expect(result.unit_tests?.passed).toBeGreaterThan(40);
    expect(result.checks).toBeNull();
    expect(exitCode).toBe(0);
  });

  test('after a run its checks pass on what stands, and no feature knows the future', async () => {
    await runPipeline(context, { pipeline: 'daily', asOf: AS_OF });
    const standing = await check(context, {});
    expect(standing.result.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(standing.result.checks?.not_built).toEqual([]);
    const blind = await check(context, { futureBlind: true });
    expect(blind.result.problems).toEqual([]);
    const { models = [], dates = [] } = blind.result.future_blind ?? {};
    expect(models.length).toBeGreaterThan(30);
    expect(dates.filter(({ accounts, hidden }) => accounts > 0 && hidden > 0)).toHaveLength(3);
  }, 240_000);

  test('what is behind a score: raw rows, each on the line of the file that it says', async () => {
    const queries = await readEvidenceQueries(context);
    const { project: loaded } = await loadProjectAt(context);
    const features = loaded.models.filter(({ layer }) => layer === 'features').map(({ name }) => name);
    expect(features).toEqual(expect.arrayContaining(queries.map(({ feature }) => feature)));
    const worst = (await summary(context)).result.at_risk.slice(0, 3);
    let seen = 0;
    for (const { account_id } of worst) {
      const asked = { account: account_id, asOf: AS_OF, personal: false };
      for (const { rows } of await evidenceOf(
        context,
        queries.map(({ feature }) => feature),
        asked,
      )) {
        for (const { path, line, values } of rows) {
          const lines = (await readFile(join(project, 'exports', path), 'utf8')).split('\n');
          expect(lines[(line ?? 0) - 1]).toContain(String(Object.values(values)[0]));
          seen++;
        }
      }
    }
    expect(seen).toBeGreaterThan(20);
    const { text } = await explain(context, { account: worst[0]?.account_id ?? '', evidence: true });
    expect(text).toMatch(/behind \w+\n {2}\w+_id .* where it stands\n/);
  }, 60_000);
});
