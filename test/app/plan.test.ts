import { cp, readdir, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ForeseenPlan, plan } from '../../src/app/plan.ts';
import { type RunProject, runProject } from '../support/run-project.ts';
import { smallProject } from '../support/small-project.ts';

let project: RunProject;
const asOf = '2026-01-26';
const USAGE = smallProject['models/features/usage.sql'] ?? '';

beforeEach(async () => {
  project = await runProject();
  await project.deliver('2026-01-06', [
    ['e1', 'a1', '2026-01-06 10:00:00'],
    ['e2', 'a0', '2026-01-07 10:00:00'],
  ]);
});

afterEach(() => project.remove());

const foresee = (day = asOf, pipeline = 'daily') => plan(project.context, { pipeline, asOf: day });
const busy = ({ forecast }: ForeseenPlan) => forecast.nodes.filter(({ action }) => action !== 'nothing');
const one = ({ forecast }: ForeseenPlan, node: string) => forecast.nodes.find((each) => each.node === node);

/** Foresees a run, makes it, and holds the one to the other. */
async function foreseeAndRun(day = asOf, pipeline = 'daily'): Promise<ForeseenPlan> {
  const { result: foreseen } = await foresee(day, pipeline);
  const { result } = await project.run({ asOf: day, pipeline });
  const built = result.transform?.nodes.filter(({ status }) => status !== 'unchanged') ?? [];
  const models = busy(foreseen).filter(({ materialized }) => materialized !== 'scorecard');
  expect(models.map(({ node }) => node).sort()).toEqual(built.map(({ relation }) => relation).sort());
  const dates = [...new Set(models.flatMap((node) => node.dates))].sort();
  expect(dates).toEqual(result.transform?.dates ?? []);
  const scored = foreseen.forecast.nodes.filter(({ materialized }) => materialized === 'scorecard');
  expect(scored.flatMap((node) => node.dates)).toEqual(
    result.score?.scores.flatMap(({ dates: done }) => done) ?? [],
  );
  return foreseen;
}

describe('a plan says what the run does, and why', () => {
  test('where nothing was ever built', async () => {
    const foreseen = await foreseeAndRun();
    expect(foreseen.forecast.files.map(({ path, change }) => [path, change])).toEqual([
      ['accounts/all.csv', 'new'],
      ['usage/2026-01-06.csv', 'new'],
    ]);
    const reasons = busy(foreseen).map(({ reasons: why }) => why.map(({ kind }) => kind));
    expect(new Set(reasons.flat())).toEqual(new Set(['never_built']));
  });

  test('where nothing is new: the same value that run would execute, and nothing to do', async () => {
    await project.run({ asOf });
    const { result, text } = await foresee();
    expect(result.forecast.files).toEqual([]);
    expect(busy(result)).toEqual([]);
    expect(text).toContain('everything stands as it should');
    expect((await project.run({ asOf })).exitCode).toBe(99);
  });

  test('late rows: the dates after they became known, by the file that brings them', async () => {
    await project.run({ asOf });
    await project.deliver('2026-01-14', [['e3', 'a2', '2026-01-14 10:00:00']]);
    const foreseen = await foreseeAndRun();
    expect(one(foreseen, 'features.usage')).toMatchObject({
      action: 'part',
      dates: ['2026-01-19', '2026-01-26'],
      reasons: [{ kind: 'rows', path: 'usage/2026-01-14.csv', knownFrom: '2026-01-14 10:00:00' }],
    });
    expect(one(foreseen, 'intermediate.int_lifetimes')?.action).toBe('nothing');
  });

  test('rows that are loaded and not built yet', async () => {
    await project.run({ asOf });
    await project.deliver('2026-01-14', [['e3', 'a2', '2026-01-14 10:00:00']]);
    await project.write('models/features/usage.sql', USAGE.replace('used.events_28d', "error('boom')"));
    await expect(project.run({ asOf })).rejects.toThrow('boom');
    await project.write('models/features/usage.sql', USAGE);
    const foreseen = await foreseeAndRun();
    expect(foreseen.forecast.files).toEqual([]);
    expect(one(foreseen, 'features.usage')?.reasons).toMatchObject([
      { kind: 'rows', path: 'usage/2026-01-14.csv' },
    ]);
  });

  test('another date', async () => {
    await project.run({ asOf });
    const foreseen = await foreseeAndRun('2026-01-28');
    expect(one(foreseen, 'features.profile')).toMatchObject({
      dates: ['2026-01-28'],
      reasons: [{ kind: 'dates', dates: ['2026-01-28'] }],
    });
  });

  test('changed SQL, with what a column becomes and who reads it', async () => {
    await project.run({ asOf, pipeline: 'features' });
    await project.write(
      'models/features/usage.sql',
      USAGE.replace(
        'coalesce(used.events_28d, 0) as events_28d',
        'cast(coalesce(used.events_28d, 0) as integer) as events_28d, 1 as one',
      ),
    );
    const yml = smallProject['models/features/usage.yml'] ?? '';
    const columns = '{ name: one, type: integer, description: One. }';
    await project.write(
      'models/features/usage.yml',
      `${yml.replace('events_28d, type: bigint', 'events_28d, type: INTEGER')}  - ${columns}\n`,
    );
    const foreseen = await foreseeAndRun(asOf, 'features');
    expect(one(foreseen, 'features.usage')).toMatchObject({
      action: 'whole',
      reasons: [{ kind: 'sql' }],
      columns: {
        gained: ['one'],
        lost: [],
        retyped: [{ column: 'events_28d', from: 'bigint', to: 'integer' }],
      },
      readers: ['features.profile', 'scores.health'],
    });
    expect(one(foreseen, 'features.profile')?.reasons).toEqual([
      { kind: 'upstream', relation: 'features.usage', why: 'its SQL changed' },
    ]);
    expect(busy((await foresee(asOf, 'features')).result)).toEqual([]);
  });

  test('a changed macro', async () => {
    const sql = USAGE.replace(
      "cast(spine.as_of - interval '28' day as date)",
      'days_before(spine.as_of, 28)',
    );
    await project.write('models/features/usage.sql', sql);
    await project.write(
      'sql/macros/days_before.sql',
      'create macro days_before(d, n) as cast(d - to_days(n) as date)',
    );
    await project.run({ asOf });
    await project.write(
      'sql/macros/days_before.sql',
      '-- another\ncreate macro days_before(d, n) as cast(d - to_days(n + 1) as date)',
    );
    const foreseen = await foreseeAndRun();
    expect(busy(foreseen).map(({ node, reasons }) => [node, reasons[0]])).toEqual([
      ['features.usage', { kind: 'macro', name: 'days_before' }],
      ['features.profile', { kind: 'macro', name: 'days_before' }],
      ['scores.health', { kind: 'upstream', relation: 'features.usage', why: 'it is built anew' }],
    ]);
  });
});

describe('is no change', () => {
  const expectNothing = async () => {
    const { result } = await foresee();
    expect(result.forecast.files).toEqual([]);
    expect(busy(result)).toEqual([]);
    expect((await project.run({ asOf })).exitCode).toBe(99);
  };

  test('layout and comments', async () => {
    await project.run({ asOf });
    await project.write('models/features/usage.sql', `-- the same\n${USAGE.replaceAll('\n', '\n\n   ')}\n`);
    await expectNothing();
  });

  test('a file that was only touched', async () => {
    await project.run({ asOf });
    await utimes(join(project.folder, 'exports/usage/2026-01-06.csv'), 1, 1);
    await expectNothing();
  });

  test('another place of the exports', async () => {
    await project.run({ asOf });
    const [here, there] = [join(project.folder, 'exports'), join(project.folder, 'moved', 'elsewhere')];
    await cp(here, there, { recursive: true });
    await rm(here, { recursive: true });
    const settings = smallProject['pipeline.yml'] ?? '';
    await project.write('pipeline.yml', settings.replace('path: exports', 'path: moved/elsewhere'));
    await expectNothing();
  });
});

test('a plan leaves nothing in the project but its cache, and stops when it is told to', async () => {
  const before = await readdir(project.folder, { recursive: true });
  const { result } = await foresee();
  expect(result.forecast.files).toHaveLength(2);
  const signal = AbortSignal.abort(new Error('told to stop'));
  const stopped = plan({ ...project.context, signal }, { pipeline: 'daily', asOf });
  await expect(stopped).rejects.toThrow('told to stop');
  const cache = /^\.holdfast(\/cache.*)?$/;
  expect(
    (await readdir(project.folder, { recursive: true })).filter((path) => !cache.test(path)).sort(),
  ).toEqual(before.sort());
});
