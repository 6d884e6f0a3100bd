import { LocalProjectFiles } from '../adapters/project/local-project-files.ts';
import { targetOf } from '../core/plan/make-plan.ts';
import type { SqlRow } from '../ports/warehouse.ts';
import { evidenceLines } from '../stages/evidence/evidence-lines.ts';
import { type Evidence, type EvidenceQuery, findEvidence } from '../stages/evidence/find-evidence.ts';
import type { AppContext } from './context.ts';
import { loadProjectAt } from './load-project-at.ts';
import { openSourceFiles } from './open-store.ts';
import { runPaths } from './run-paths.ts';
import { withBuildFile } from './with-build-file.ts';

/** The raw rows behind a feature model, with where they stand. */
export interface FeatureEvidence {
  readonly feature: string;
  readonly rows: readonly {
    readonly path: string;
    readonly record: number;
    /** Physical line; null for a format without lines. */
    readonly line: number | null;
    readonly values: SqlRow;
  }[];
  readonly more: boolean;
}

const FOLDER = 'sql/evidence/';

/** Every query of sql/evidence. */
export async function readEvidenceQueries(context: AppContext): Promise<EvidenceQuery[]> {
  const files = new LocalProjectFiles(context.projectDir);
  const paths = (await files.list()).filter((path) => path.startsWith(FOLDER) && path.endsWith('.sql'));
  return Promise.all(
    paths.map(async (file) => ({
      feature: file.slice(FOLDER.length, -'.sql'.length),
      file,
      sql: await files.read(file),
    })),
  );
}

/**
 * The raw rows behind an account's features on a day, for the feature models that have a query in sql/evidence.
 *
 * @param features feature models to look behind, in the order wanted
 * @throws HoldfastError lockHeld while a run has the build file, and whatever is wrong with the project.
 */
export async function evidenceOf(
  context: AppContext,
  features: readonly string[],
  asked: { readonly account: string; readonly asOf: string; readonly personal: boolean },
): Promise<FeatureEvidence[]> {
  const { project } = await loadProjectAt(context);
  const all = await readEvidenceQueries(context);
  const queries = features.flatMap((feature) => all.filter((query) => query.feature === feature));
  const paths = runPaths(context.projectDir, project.settings, targetOf(project, context.target));
  const files = await openSourceFiles(context, project.settings.sources, paths);
  return withBuildFile(context, project, async (warehouse) => {
    const found = await findEvidence(warehouse, project, queries, asked);
    const lines = async (source: string, path: string, records: readonly number[]) => {
      const definition = project.sources.find(({ relation }) => relation === source);
      return definition ? evidenceLines({ files, session: warehouse }, definition, path, records) : new Map();
    };
    return Promise.all(found.map((evidence) => withLines(evidence, lines)));
  });
}

async function withLines(
  { feature, rows, more }: Evidence,
  lines: (source: string, path: string, records: readonly number[]) => Promise<ReadonlyMap<number, number>>,
): Promise<FeatureEvidence> {
  const byFile = new Map<string, ReadonlyMap<number, number>>();
  for (const { source, path } of rows) {
    if (byFile.has(path)) continue;
    const records = rows.filter((row) => row.path === path).map(({ record }) => record);
    byFile.set(path, await lines(source, path, records));
  }
  return {
    feature,
    rows: rows.map(({ path, record, values }) => ({
      path,
      record,
      line: byFile.get(path)?.get(record) ?? null,
      values,
    })),
    more,
  };
}
