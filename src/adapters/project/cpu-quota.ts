import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * How many processors' worth of time this process may use by its control group, such as 1.5; null without a limit, and where
 * there are no control groups. `root` is where version 2 of them is mounted, version 1 of cpu beside it.
 */
export async function cpuQuota(root = '/sys/fs/cgroup'): Promise<number | null> {
  const [quota, period] = ((await text(join(root, 'cpu.max'))) ?? (await versionOne(root)) ?? '').split(' ');
  const limit = Number(quota) / Number(period);
  return Number.isFinite(limit) && limit > 0 ? limit : null;
}

async function versionOne(root: string): Promise<string | null> {
  const quota = await text(join(root, 'cpu', 'cpu.cfs_quota_us'));
  const period = await text(join(root, 'cpu', 'cpu.cfs_period_us'));
  return quota === null || period === null ? null : `${quota} ${period}`;
}

async function text(path: string): Promise<string | null> {
  return readFile(path, 'utf8').then(
    (content) => content.trim(),
    () => null,
  );
}
