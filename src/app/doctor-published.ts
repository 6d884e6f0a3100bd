import { openServing } from '../adapters/duckdb/open-serving.ts';
import type { Target } from '../core/config/pipeline-schema.ts';
import { HoldfastError } from '../errors.ts';
import type { AppContext } from './context.ts';
import type { Finding } from './doctor.ts';
import { servingFile } from './serving-file.ts';
import { counted } from './words.ts';

/** What readers of the target see. */
export async function checkPublished(context: AppContext, target: Target): Promise<Finding> {
  const subject = 'published';
  try {
    const serving = await openServing(await servingFile(context, target));
    try {
      const [row] = await serving.rows<{ days: number; latest: string | null }>(
        'select count(distinct as_of) as days, max(as_of) as latest from scores',
      );
      return {
        subject,
        status: 'ok',
        found: `${counted(row?.days ?? 0, 'day')}, the latest ${row?.latest ?? 'none'}`,
      };
    } finally {
      serving.close();
    }
  } catch (error) {
    if (!(error instanceof HoldfastError)) throw error;
    const [problem] = error.problems;
    if (problem?.name === 'nothingPublished') return { subject, status: 'note', found: 'nothing yet' };
    return { subject, status: 'trouble', found: problem?.message ?? '', exitCode: error.exitCode };
  }
}
