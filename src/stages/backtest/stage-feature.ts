import { qualified } from '../../core/sql/quote.ts';
import type { Session } from '../../ports/warehouse.ts';

const COLUMN = 'lifecycle_stage';

/** model.column of the lifecycle stage, if the accounts' profile has one. */
export async function stageFeature(session: Session, profile: string | undefined): Promise<string | null> {
  if (profile === undefined) return null;
  const columns = await session.rows<{ column_name: string }>(`describe ${qualified(`build.${profile}`)}`);
  const [, model = ''] = profile.split('.');
  return columns.some(({ column_name }) => column_name === COLUMN) ? `${model}.${COLUMN}` : null;
}
