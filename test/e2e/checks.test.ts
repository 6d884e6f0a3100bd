import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { check } from '../../src/app/check.ts';
import { demo } from '../../src/app/demo.ts';
import { init } from '../../src/app/init.ts';
import { runPipeline } from '../../src/app/run.ts';
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
});
