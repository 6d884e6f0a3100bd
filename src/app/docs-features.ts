import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Ask, asksFile } from '../core/config/asks-schema.ts';
import { parseConfig } from '../core/config/parse-config.ts';
import type { PartialProject } from '../core/config/project.ts';
import { featuresPage, unknownAsks } from '../core/publish/features-page.ts';
import { HoldfastError, problem } from '../errors.ts';
import type { AppContext } from './context.ts';
import type { GeneratedFile } from './generated-file.ts';

const ASKS = 'docs/asks.yml';

/**
 * docs/features.md.
 * @throws HoldfastError when docs/asks.yml is broken, or a column names an ask that is not in it.
 */
export async function featuresDoc(context: AppContext, { models }: PartialProject): Promise<GeneratedFile> {
  const asks = await readAsks(context);
  const strangers = asks.length === 0 ? [] : unknownAsks(models, asks);
  if (strangers.length > 0) {
    throw new HoldfastError(
      strangers.map(({ ask, file }) =>
        problem('configInvalid', { path: 'asks', detail: `"${ask}" is not in ${ASKS}` }, { file }),
      ),
    );
  }
  return { path: 'docs/features.md', text: featuresPage(models, asks) };
}

/** None where the project keeps no list of them. */
async function readAsks(context: AppContext): Promise<readonly Ask[]> {
  const text = await readFile(join(context.projectDir, ASKS), 'utf8').catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    },
  );
  if (text === null) return [];
  const { value, problems } = parseConfig(asksFile, { file: ASKS, text }, context.env);
  if (value === null) throw new HoldfastError(problems);
  return value.asks;
}
