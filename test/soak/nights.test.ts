import { rm } from 'node:fs/promises';
import { afterAll, expect, test } from 'vitest';
import { createPrng } from '../../src/core/stats/prng.ts';
import { servingContent, targetBytes } from '../stages/publish/target-bytes.ts';
import type { Course } from '../support/e2e-kill.ts';
import { quietNight, roughNight } from '../support/e2e-orchestrator.ts';
import { publishedOf, workFolder } from '../support/e2e-project.ts';
import { followPointer, tornReadersFiles } from '../support/e2e-published.ts';
import { demoCompany, type NightlyCompany, smallestCompany } from './nightly-company.ts';

const NIGHTS = Number(process.env['SOAK_NIGHTS'] ?? 30);
const SEED = Number(process.env['SOAK_SEED'] ?? 3);
/** Of what is new on a morning after the first this share comes a night later, if not still later. */
const LATE = 0.2;
const AN_HOUR = 3_600_000;

const folder = workFolder('soak-nights');
const projects: string[] = [];
afterAll(() => Promise.all(projects.map((project) => rm(project, { recursive: true, force: true }))));

/** A project that finds the same on each morning as every other one of its company. */
async function mornings(company: NightlyCompany) {
  const project = await company.project();
  projects.push(project);
  const random = createPrng(SEED + 1);
  const bring = (night: number) =>
    company.deliver(night, project, () => night > 0 && random.uniform() < LATE);
  return { project, bring };
}

async function quietNights(company: NightlyCompany): Promise<{ project: string; courses: Course[] }> {
  const { project, bring } = await mornings(company);
  const courses: Course[] = [];
  for (const [night, day] of company.days.entries()) {
    await bring(night);
    courses.push(await quietNight(project, day));
  }
  return { project, courses };
}

async function roughNights(company: NightlyCompany, courses: readonly Course[]): Promise<string> {
  const { project, bring } = await mornings(company);
  const random = createPrng(SEED);
  const look = async () => expect(await tornParts(project)).toEqual([]);
  let undone = 0;
  for (const [night, course] of courses.entries()) {
    await bring(night);
    const day = company.days[night] ?? '';
    const attempts = await roughNight(project, day, { course, random, attempts: 4, look });
    undone += attempts.filter(({ code }) => code !== 0 && code !== 99).length;
    console.log(day, attempts.map(({ disturbance, code }) => `${disturbance} ${code}`).join(', '));
  }
  // Which codes these were is for the log to say: moments are those of another machine's minute.
  expect(undone).toBeGreaterThan(NIGHTS / 3);
  return project;
}

async function tornParts(project: string): Promise<readonly string[]> {
  const { faults } = await followPointer(project);
  return [...faults, ...(await tornReadersFiles(project))];
}

async function expectTheSame(company: NightlyCompany): Promise<void> {
  const { project: quiet, courses } = await quietNights(company);
  const rough = await roughNights(company, courses);
  const bytes = await targetBytes(publishedOf(quiet));
  expect(Object.keys(bytes).filter((path) => path.startsWith('tables/scores/'))).toContain(
    `tables/scores/v=1/snapshot_date=${company.days.at(-1)}/data.parquet`,
  );
  expect(await targetBytes(publishedOf(rough))).toEqual(bytes);
  expect(await servingContent(publishedOf(rough))).toEqual(await servingContent(publishedOf(quiet)));
}

const NAME = `${NIGHTS} nights with kills, stops, time-outs and double starts end as ${NIGHTS} undisturbed ones`;
test(`${NAME}: three accounts`, () => expectTheSame(smallestCompany(NIGHTS)), AN_HOUR);
test(
  `${NAME}: the demo's smallest company`,
  async () => expectTheSame(await demoCompany(folder, NIGHTS)),
  AN_HOUR,
);
