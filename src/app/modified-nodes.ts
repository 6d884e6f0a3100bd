import { isFile } from '../adapters/duckdb/is-file.ts';
import { openBuild } from '../adapters/duckdb/open-build.ts';
import { targetOf } from '../core/plan/make-plan.ts';
import { nodeParts, ownParts } from '../core/plan/node-parts.ts';
import { readStanding } from '../stages/transform/read-standing.ts';
import { hashed } from '../stages/transform/remember.ts';
import type { AppContext } from './context.ts';
import type { LoadedProject } from './load-project.ts';
import { runPaths } from './run-paths.ts';
import { stopOnAbort } from './stop-on-abort.ts';

/**
 * The nodes that are not what they were when they were last built: their own SQL, a macro that they call, a scorecard, a check.
 * All of them where nothing was ever built. @throws HoldfastError buildFileBusy while a run is at work.
 */
export async function modifiedNodes(
  context: AppContext,
  { project, graph }: LoadedProject,
): Promise<ReadonlySet<string>> {
  const { buildFile } = runPaths(context.projectDir, project.settings, targetOf(project, context.target));
  const parts = nodeParts(graph, project);
  if (!(await isFile(buildFile))) return new Set(parts.keys());
  return stopOnAbort(await openBuild(buildFile), context.signal, async (session) => {
    const records = (await readStanding(session))?.records;
    const macros = new Map(graph.nodes.map((node) => [node.relation, node.macros]));
    const changed = [...parts].filter(([node, texts]) => {
      const [then, now] = [records?.get(node)?.parts ?? {}, hashed(texts)];
      return ownParts(node, texts, macros.get(node) ?? []).some((name) => then[name] !== now[name]);
    });
    return new Set(changed.map(([node]) => node));
  });
}
