import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createPrng } from '../../src/core/stats/prng.ts';
import { servingContent, targetBytes } from '../stages/publish/target-bytes.ts';
import type { Course } from '../support/e2e-kill.ts';
import { deliver, exportsOnEach } from '../support/e2e-nights.ts';
import { quietNight, roughNight } from '../support/e2e-orchestrator.ts';
import { newProject, publishedOf, workFolder } from '../support/e2e-project.ts';
import { followPointer, tornReadersFiles } from '../support/e2e-published.ts';

const NIGHTS = Number(process.env['SOAK_NIGHTS'] ?? 30);
const SEED = Number(process.env['SOAK_SEED'] ?? 3);
/** October 2026: a month's exports grow with each of its days, and all begin on one day. */
const DAYS = Array.from({ length: NIGHTS }, (_, i) => `2026-10-${String(i + 2).padStart(2, '0')}`);
const folder = workFolder('soak-nights');

/** Of what is new on a morning after the first this share comes a night later, if not still later. */
const LATE = 0.2;

/** What a project finds on the morning of each day, and which files are late then: the same for everyone who asks. */
function delivery(exported: readonly string[], project: string): (night: number) => Promise<number> {
  const random = createPrng(SEED + 1);
  return async (night) => {
    let late = 0;
    await deliver(exported[night] ?? '', project, () => {
      const isLate = night > 0 && random.uniform() < LATE;
      late += isLate ? 1 : 0;
      return isLate;
    });
    return late;
  };
}

/** The root project, whose calendar begins not long before the exports: what no exports are of is not what is tried here. */
async function nightlyProject(name: string): Promise<string> {
  const project = await newProject(join(folder, name));
  const file = join(project, 'pipeline.yml');
  const text = await readFile(file, 'utf8');
  const changed = text.replace('from: 2024-06-03', 'from: 2026-07-06');
  expect(changed).not.toBe(text);
  await writeFile(file, changed);
  return project;
}

async function quietNights(
  project: string,
  deliverNight: (night: number) => Promise<number>,
): Promise<Course[]> {
  const courses: Course[] = [];
  let late = 0;
  for (const [night, day] of DAYS.entries()) {
    late += await deliverNight(night);
    courses.push(await quietNight(project, day));
  }
  expect(late).toBeGreaterThan(NIGHTS / 2);
  return courses;
}

async function tornParts(project: string): Promise<readonly string[]> {
  const { faults } = await followPointer(project);
  return [...faults, ...(await tornReadersFiles(project))];
}

test(`${NIGHTS} nights with kills, stops, time-outs and double starts end as ${NIGHTS} undisturbed ones`, async () => {
  const exported = await exportsOnEach(DAYS, folder);
  const quiet = await nightlyProject('quiet');
  const courses = await quietNights(quiet, delivery(exported, quiet));

  const rough = await nightlyProject('rough');
  const deliverNight = delivery(exported, rough);
  const random = createPrng(SEED);
  const look = async () => expect(await tornParts(rough)).toEqual([]);
  const codes = new Set<number>();
  for (const [night, course] of courses.entries()) {
    await deliverNight(night);
    const day = DAYS[night] ?? '';
    const attempts = await roughNight(rough, day, { course, random, attempts: 4, look });
    for (const { code } of attempts) codes.add(code);
    console.log(day, attempts.map(({ disturbance, code }) => `${disturbance} ${code}`).join(', '));
  }
  if (NIGHTS >= 20) expect([...codes]).toEqual(expect.arrayContaining([-9, 0, 75, 99, 124, 130, 143]));

  expect(await targetBytes(publishedOf(rough))).toEqual(await targetBytes(publishedOf(quiet)));
  expect(await servingContent(publishedOf(rough))).toEqual(await servingContent(publishedOf(quiet)));
}, 3_600_000);
