import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * How many processors' worth of time this process may use by its control group and those that hold it, such as 1.5; null
 * without a limit, and where there are no control groups. `root` is where version 2 of them is mounted, version 1 of cpu beside
 * it; `own` says which this process is in. In a container that is the root itself, in a service of systemd it is not.
 */
export async function cpuQuota(root = '/sys/fs/cgroup', own = '/proc/self/cgroup'): Promise<number | null> {
  const groups = groupsFrom((await text(own)) ?? '');
  const limits = await Promise.all(groups.map((group) => limitOf(root, group)));
  const known = limits.filter((limit) => limit !== null);
  return known.length === 0 ? null : Math.min(...known);
}

/** Of lines such as 0::/system.slice/x.service and 4:cpu,cpuacct:/x: those groups and all that hold them. */
function groupsFrom(lines: string): readonly string[] {
  const groups = new Set(['/']);
  for (const [, path = '/'] of lines.matchAll(/^(?:0:|\d+:(?:[^:]*,)?cpu(?:,[^:]*)?):(\/.*)$/gm))
    for (let group = path; group !== '/'; group = dirname(group)) groups.add(group);
  return [...groups];
}

async function limitOf(root: string, group: string): Promise<number | null> {
  const both = (await text(join(root, group, 'cpu.max'))) ?? (await versionOne(root, group)) ?? '';
  const [quota, period] = both.split(' ');
  const limit = Number(quota) / Number(period);
  return Number.isFinite(limit) && limit > 0 ? limit : null;
}

async function versionOne(root: string, group: string): Promise<string | null> {
  const quota = await text(join(root, 'cpu', group, 'cpu.cfs_quota_us'));
  const period = await text(join(root, 'cpu', group, 'cpu.cfs_period_us'));
  return quota === null || period === null ? null : `${quota} ${period}`;
}

async function text(path: string): Promise<string | null> {
  return readFile(path, 'utf8').then(
    (content) => content.trim(),
    () => null,
  );
}
