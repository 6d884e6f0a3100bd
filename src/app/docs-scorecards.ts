import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PartialProject } from '../core/config/project.ts';
import type { Scorecard } from '../core/config/scorecard-schema.ts';
import { scorecardOfPage, scorecardPage } from '../core/publish/scorecard-page.ts';
import type { AppContext } from './context.ts';
import type { GeneratedFile } from './generated-file.ts';

/** docs/scorecards/<name>-v<N>.md of every scorecard as it stands; the pages of earlier versions are left as they are. */
export function scorecardDocs(context: AppContext, { scorecards }: PartialProject): Promise<GeneratedFile[]> {
  return Promise.all(
    scorecards.map(async ({ card }) => ({
      path: pagePath(card.name, card.version),
      text: scorecardPage(card, await previousOf(context, card)),
    })),
  );
}

function pagePath(score: string, version: number): string {
  return `docs/scorecards/${score}-v${version}.md`;
}

/** The version before, as its page says. */
async function previousOf(context: AppContext, { name, version }: Scorecard): Promise<Scorecard | null> {
  const text = await readFile(join(context.projectDir, pagePath(name, version - 1)), 'utf8').catch(
    () => null,
  );
  return text === null ? null : scorecardOfPage(text);
}
