import { type Catalogue, differingDates, type ReadersState } from '../../core/publish/catalogue.ts';
import { dictionary, dictionaryMarkdown } from '../../core/publish/dictionary.ts';
import { firstScores } from '../../core/publish/first-scores.ts';
import { DICTIONARY_JSON, DICTIONARY_MARKDOWN, READERS_STATE } from '../../core/publish/layout.ts';
import type { Manifest } from '../../core/publish/manifest.ts';
import { mergedTables } from '../../core/publish/merged-tables.ts';
import { readersViews } from '../../core/publish/readers-views.ts';
import type { CompleteContext } from './publish-context.ts';
import { publishServingFile } from './publish-serving-file.ts';
import { encodeText, putJson } from './put-json.ts';
import {
  type Published,
  readCatalogue,
  readFirstManifests,
  readManifests,
  readPublished,
  readReadersState,
} from './read-published.ts';
import { placeReadersTables, removeOutdatedTables } from './readers-tables.ts';

export interface CompleteReport {
  /** False where everything was in place already, which three small reads have shown. */
  readonly changed: boolean;
  /** The dates whose readers' tables were brought up to the pointer. */
  readonly dates: readonly string[];
}

/**
 * Brings the readers' tables, the dictionary and the serving file up to what the pointer names, wherever an earlier publish
 * stopped. Needs the store alone. A publisher that is overtaken meanwhile goes on to the newer catalogue, so that the last
 * one to finish leaves everything as the pointer says.
 */
export async function completePublish(context: CompleteContext): Promise<CompleteReport> {
  const finished = new Set<string>();
  for (let changed = false; ; changed = true) {
    const published = await readPublished(context.store);
    const state = await readReadersState(context.store);
    if (published === null || (state?.catalogue === published.key && state.unfinished.length === 0))
      return { changed, dates: [...finished].sort() };
    for (const date of await followPointer(context, published, state)) finished.add(date);
  }
}

/**
 * The state names the dates in work before the first of them is touched and is cleared after the last: whoever comes next
 * knows exactly what may be half done.
 */
async function followPointer(
  context: CompleteContext,
  published: Published,
  state: ReadersState | null,
): Promise<readonly string[]> {
  const { store } = context;
  const earlier = state && (await readCatalogue(store, state.catalogue));
  const unfinished = state?.unfinished ?? [];
  const changed = differingDates(earlier, published.catalogue);
  const dates = [...new Set([...unfinished, ...changed])].sort();
  await putJson(store, READERS_STATE, readersState(state?.catalogue ?? published.key, dates));
  const manifests = await readManifests(store, published.catalogue);
  await placeReadersTables(context, manifests, new Set(dates));
  const onlyNewDates = unfinished.length === 0 && changed.every((date) => !earlier?.snapshots[date]);
  if (state === null || !onlyNewDates) await removeOutdatedTables(context, manifests);
  await describeTables(context, manifests, published.catalogue);
  await putJson(store, READERS_STATE, readersState(published.key, []));
  return dates;
}

function readersState(catalogue: string, unfinished: readonly string[]): ReadersState {
  return { format: 1, catalogue, unfinished };
}

/** The dictionary and the serving file, both of the tables of the latest snapshot's major version. */
async function describeTables(
  context: CompleteContext,
  manifests: readonly Manifest[],
  catalogue: Catalogue,
): Promise<void> {
  const latest = manifests.at(-1);
  if (!latest) return;
  const current = mergedTables(manifests, latest.version);
  const first = firstScores(current, await readFirstManifests(context.store, catalogue), latest.version);
  const tables = [...current, ...first];
  const views = readersViews(tables, latest.snapshot_date);
  const words = dictionary(tables, views, latest.version);
  await putJson(context.store, DICTIONARY_JSON, words);
  await context.store.put(DICTIONARY_MARKDOWN, encodeText(dictionaryMarkdown(words)));
  await publishServingFile(context, tables, views);
}
