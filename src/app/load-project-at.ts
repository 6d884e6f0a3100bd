import type { AppContext } from './context.ts';
import type { LoadedProject } from './load-project.ts';
import { answered } from './project-texts.ts';

/**
 * The project of a context, parsed and checked, without its build file.
 * @throws HoldfastError with every problem of every file when there is one.
 */
export function loadProjectAt(context: AppContext): Promise<LoadedProject> {
  return answered(context, 'project', async (files) => {
    // Loaded only here: a run of a project that has not changed does without parsers and compilers.
    const [{ loadProject }, { openWarehouse }] = await Promise.all([
      import('./load-project.ts'),
      import('../adapters/duckdb/open-warehouse.ts'),
    ]);
    const parser = await openWarehouse({ threads: 1 });
    try {
      return await loadProject(files, context.env, parser);
    } finally {
      parser.close();
    }
  });
}
