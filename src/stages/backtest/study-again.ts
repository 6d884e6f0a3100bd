import { createHash } from 'node:crypto';
import { serialize } from 'node:v8';
import type { StudyData } from '../../core/backtest/study-data.ts';
import { type PastStudy, pastOf, studyPast } from '../../core/backtest/study-past.ts';
import type { Session } from '../../ports/warehouse.ts';

/**
 * The study of a horizon's past: as it was found when these very rows were last studied by this very engine, or found now and kept
 * in the build file. Between two decisions nothing in it can change, and it is most of the work of a back-test. It is a
 * function of what the key is the hash of and of nothing else, and what is kept is what is used when it is first found.
 */
export async function studyAgain(
  session: Session,
  { score, engine }: { readonly score: string; readonly engine: string | null },
  data: StudyData,
  options: { readonly headline: boolean },
): Promise<PastStudy> {
  const past = pastOf(data);
  if (engine === null) return studyPast(past, options);
  const key = [score, past.horizon, hashOf(engine, { past, options })] as const;
  const [kept] = await session.rows<{ study: string }>(
    'select study from build.meta.past_studies where score_name = $1 and horizon_days = $2 and key = $3',
    key,
  );
  const study = kept?.study ?? JSON.stringify(studyPast(past, options));
  if (kept === undefined) await keep(session, key, study);
  return JSON.parse(study) as PastStudy;
}

/** Of everything that a study can see: each column to the bit, the code, and the arithmetic below it. */
function hashOf(engine: string, question: object): string {
  return createHash('sha256')
    .update(`${engine} node ${process.version} ${process.arch}\n`)
    .update(serialize(question))
    .digest('hex');
}

/** One study of each score and horizon: the latest. */
async function keep(
  session: Session,
  [score, horizon, hash]: readonly [score: string, horizon: number, hash: string],
  study: string,
): Promise<void> {
  await session.transaction(async () => {
    await session.run('delete from build.meta.past_studies where score_name = $1 and horizon_days = $2', [
      score,
      horizon,
    ]);
    await session.run('insert into build.meta.past_studies values ($1, $2, $3, $4)', [
      score,
      horizon,
      hash,
      study,
    ]);
  });
}
