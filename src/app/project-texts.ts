import { createHash } from 'node:crypto';
import { AnswerCache } from '../adapters/project/answer-cache.ts';
import { readerFingerprint } from '../adapters/project/engine-fingerprint.ts';
import { LocalProjectFiles } from '../adapters/project/local-project-files.ts';
import { variablesOf } from '../core/config/interpolate.ts';
import type { ProjectFiles } from '../ports/project-files.ts';
import type { AppContext } from './context.ts';
import { readTexts } from './read-texts.ts';

/**
 * What `work` makes of the project's files, or what it made of the very same files when it was last asked: with the same
 * engine and the same variables. `work` must depend on nothing else, and answer plain data. What throws is not kept.
 */
export async function answered<T>(
  context: AppContext,
  kind: string,
  work: (files: ProjectFiles) => Promise<T>,
): Promise<T> {
  const texts = await readTexts(new LocalProjectFiles(context.projectDir));
  const key = questionKey(context, texts);
  const cache = new AnswerCache(context.projectDir);
  const known = key === null ? undefined : cache.get(kind, key);
  if (known !== undefined) return known as T;
  const answer = await work(heldFiles(texts));
  if (key !== null) cache.put(kind, key, answer);
  return answer;
}

function heldFiles(texts: ReadonlyMap<string, string>): ProjectFiles {
  return {
    list: () => Promise.resolve([...texts.keys()]),
    read: (path) => Promise.resolve(texts.get(path) ?? ''),
  };
}

/** Null where a variable holds what must not be written down, and where there is no project. */
function questionKey({ env, mask, engineVersion }: AppContext, texts: ReadonlyMap<string, string>) {
  if (!texts.has('pipeline.yml')) return null;
  const hash = createHash('sha256').update(readerFingerprint(engineVersion));
  for (const [path, text] of texts) {
    hash.update(`${path}\n${text.length}\n`).update(text);
    if (!path.endsWith('.yml')) continue;
    for (const name of variablesOf(text)) {
      const value = env[name];
      if (value !== undefined && mask(value) !== value) return null;
      hash.update(value === undefined ? `unset ${name}\n` : `${name}=${value.length} ${value}\n`);
    }
  }
  return hash.digest('hex');
}
