import { readFile, writeFile } from 'node:fs/promises';
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
import { asking, publishedTable } from '../support/e2e-query.ts';
import { testContext } from '../support/test-context.ts';

const project = join(workFolder('checks'), 'project');
const context = testContext(project);

/** Switched on here, so that the signals from texts are built, checked and held to the future-blind world, too. */
const TEXT_IS_OFF = 'disabled_tags: [text]\n';

/** Two months after the last export. */
const LATER = '2027-01-01';

describe('the root project, checked', () => {
  beforeAll(async () => {
    await init(testContext(ROOT), { dir: project });
    const pipeline = join(project, 'pipeline.yml');
    const settings = await readFile(pipeline, 'utf8');
    expect(settings).toContain(TEXT_IS_OFF);
    await writeFile(pipeline, settings.replace(TEXT_IS_OFF, ''));
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
    expect(models).toContain('features.text_signals');
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

  test('two months after the last export feeds have stopped: less is known, and nobody looks idle', async () => {
    await runPipeline(context, { pipeline: 'daily', asOf: LATER });
    const scores = (day: string) => publishedTable(project, 'scores', day);
    const [found] = await asking(project, (ask) =>
      ask(`
        select
          count(*) > 10 as several,
          count(*) filter (where later.coverage >= earlier.coverage) as known_as_well,
          count(*) filter (where later.confidence = 'high') as sure,
          count(*) filter (where later.score < earlier.score - 25) as fallen
        from ${scores(LATER)} as later
        join ${scores(AS_OF)} as earlier using (account_id, score_name)
        where score_name = 'health'`),
    );
    expect(found).toEqual({ several: true, known_as_well: 0, sure: 0, fallen: 0 });
    const told = await asking(project, (ask) =>
      ask<{ item: string; state: string }>(`
        select distinct item, state from ${publishedTable(project, 'score_measures', LATER)}
        where score_name = 'health' and (kind in ('measure', 'missing') or item = 'gone_silent')`),
    );
    const states = (name: string) => told.filter(({ item }) => item === name).map(({ state }) => state);
    for (const doing of [
      ...['active_days', 'user_days_per_seat', 'core_features', 'cadence_met', 'days_since_touch'],
      ...['tickets_90d', 'overdue_count'],
    ])
      expect([doing, states(doing)]).toEqual([doing, ['missing']]);
    expect(states('gone_silent')).toEqual([]);
  }, 120_000);
});
