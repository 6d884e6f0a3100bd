import type { S3Settings } from '../adapters/storage/s3-place.ts';
import type { PipelineFile, Target } from '../core/config/pipeline-schema.ts';
import { EXIT, HoldfastError } from '../errors.ts';
import type { AppContext } from './context.ts';
import type { Finding } from './doctor.ts';
import { problemText } from './problem-text.ts';
import { isS3 } from './run-paths.ts';

/** Stores date by the second; from here on a clock is wrong and not late. */
const NOTABLE_SKEW_MS = 60_000;

/** The buckets of a project: whether they can be reached with the credentials that there are, and the time there. */
export async function checkBuckets(
  context: AppContext,
  settings: PipelineFile,
  target: Target,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  if (isS3(settings.sources.path))
    findings.push(...(await checkBucket(context, 'exports', settings.sources)));
  if (isS3(target.path)) findings.push(...(await checkBucket(context, 'target', target)));
  return findings;
}

async function checkBucket(
  context: AppContext,
  subject: 'exports' | 'target',
  settings: S3Settings,
): Promise<Finding[]> {
  const { s3Health } = await import('../adapters/storage/s3-health.ts');
  const { s3Place } = await import('../adapters/storage/s3-place.ts');
  const place = s3Place(settings);
  try {
    const health = await s3Health(place, { signal: context.signal }, () => context.clock.now());
    return [reached(subject, place.location, health.empty), ...skew(subject, health.clockAheadMs)];
  } catch (error) {
    if (!(error instanceof HoldfastError)) throw error;
    const found = problemText(error.problems).replaceAll(/\s*\n\s*/g, '; ');
    return [{ subject, status: 'trouble', found, exitCode: error.exitCode }];
  }
}

function reached(subject: 'exports' | 'target', location: string, empty: boolean): Finding {
  const missing = subject === 'exports' && empty;
  const found = `${location}${empty ? ' is empty' : ''}`;
  return missing
    ? { subject, status: 'trouble', found, exitCode: EXIT.notThereYet }
    : { subject, status: 'ok', found };
}

function skew(subject: string, aheadMs: number | null): Finding[] {
  if (aheadMs === null || Math.abs(aheadMs) < NOTABLE_SKEW_MS) return [];
  const seconds = Math.round(Math.abs(aheadMs) / 1000);
  const found = `our clock is ${seconds} s ${aheadMs > 0 ? 'behind' : 'ahead of'} that of the ${subject}’ store`;
  return [{ subject: 'clock', status: 'note', found }];
}
