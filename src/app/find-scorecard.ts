import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { knownFeatures } from '../core/config/known-features.ts';
import { didYouMean } from '../core/config/nearest.ts';
import { parseConfig } from '../core/config/parse-config.ts';
import type { Project, ScorecardDefinition } from '../core/config/project.ts';
import { checkScorecardFeatures } from '../core/config/scorecard-check-features.ts';
import { checkScorecard } from '../core/config/scorecard-checks.ts';
import { type Scorecard, scorecardFile } from '../core/config/scorecard-schema.ts';
import { scorecardOfPage } from '../core/publish/scorecard-page.ts';
import { fail, HoldfastError, problem } from '../errors.ts';
import type { AppContext } from './context.ts';
import { withServing } from './serving.ts';

/** A scorecard of the project. @throws HoldfastError unknownScore */
export function findScorecard(
  { scorecards }: Pick<Project, 'scorecards'>,
  score: string,
): ScorecardDefinition {
  const found = scorecards.find(({ card }) => card.name === score);
  if (found) return found;
  const names = scorecards.map(({ card }) => card.name);
  return fail(
    'unknownScore',
    { score },
    { hint: didYouMean(score, names) ?? `there are: ${names.join(', ')}` },
  );
}

/** A card and where it was found. */
export interface FoundCard {
  readonly card: Scorecard;
  readonly from: string;
}

/**
 * The scorecard that another is compared with: a version, such as 3 or v3, as it was published or as its page keeps it; or a
 * file. @throws HoldfastError unknownVersion, and every problem of the file
 */
export async function cardAgainst(
  context: AppContext,
  project: Project,
  { score, against }: { score: string; against: string },
): Promise<FoundCard> {
  const version = /^v?(\d+)$/.exec(against)?.[1];
  const found =
    version === undefined
      ? await fromFile(context, against)
      : await ofVersion(context, score, Number(version));
  const faults = checkScorecardFeatures(found.card, knownFeatures(project.models), () => ({
    file: found.from,
  }));
  if (faults.length > 0) throw new HoldfastError(faults);
  return { ...found, card: { ...found.card, name: score } };
}

async function ofVersion(context: AppContext, score: string, version: number): Promise<FoundCard> {
  const found = (await published(context, score, version)) ?? (await fromPage(context, score, version));
  return found ?? fail('unknownVersion', { score, version });
}

/** Nothing, where nothing is published that can be read. */
async function published(context: AppContext, score: string, version: number): Promise<FoundCard | null> {
  const rows = await withServing(context, (serving) =>
    serving.rows<{ scorecard: string }>(
      'select scorecard from scorecards where score_name = $1 and scorecard_version = $2 order by as_of desc limit 1',
      [score, version],
    ),
  ).catch((error: unknown) => nothingYet(error));
  const [row] = rows;
  if (row === undefined) return null;
  const card: Scorecard = { ...JSON.parse(row.scorecard), known_limits: [], changes: [] };
  return { card, from: 'what is published' };
}

/** A project that has published nothing may still have pages. */
function nothingYet(error: unknown): never[] {
  const isEmpty =
    error instanceof HoldfastError && error.problems.every(({ name }) => name === 'nothingPublished');
  if (isEmpty) return [];
  throw error;
}

async function fromPage(context: AppContext, score: string, version: number): Promise<FoundCard | null> {
  const path = `docs/scorecards/${score}-v${version}.md`;
  const page = await readFile(join(context.projectDir, path), 'utf8').catch(() => null);
  const card = page === null ? null : scorecardOfPage(page);
  return card === null ? null : { card, from: path };
}

/** A path from where the project is. */
async function fromFile(context: AppContext, file: string): Promise<FoundCard> {
  const text = await readFile(resolve(context.projectDir, file), 'utf8').catch(
    (cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'ENOENT') throw cause;
      const hint = 'name a version, such as 3, or a file, from the project on';
      throw new HoldfastError([problem('missingFile', { path: file }, { hint })]);
    },
  );
  return { card: parseCard(context, file, text), from: file };
}

/** A scorecard from its text. @throws HoldfastError every problem of it */
export function parseCard({ env }: Pick<AppContext, 'env'>, file: string, text: string): Scorecard {
  const { value, document, problems } = parseConfig(scorecardFile, { file, text }, env);
  if (value === null || document === null) throw new HoldfastError(problems);
  const faults = checkScorecard(value, document);
  if (faults.some(({ severity }) => severity === 'error')) throw new HoldfastError(faults);
  return value;
}
