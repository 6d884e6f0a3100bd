import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { openSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { cephConf } from './ceph-conf.ts';

const run = promisify(execFile);
const PATIENCE_MS = 60_000;

/** Debian's radosgw on a cluster of one node in memory: a real S3 server that somebody else wrote. */
export interface Radosgw {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** Whether everything it needs is installed: packages radosgw, ceph-mon and ceph-osd. */
export async function radosgwIsInstalled(): Promise<boolean> {
  const found = ['radosgw', 'radosgw-admin', 'ceph-mon', 'ceph-osd', 'ceph', 'monmaptool'].map((program) =>
    run('which', [program]).then(
      () => true,
      () => false,
    ),
  );
  return (await Promise.all(found)).every(Boolean);
}

/** Makes a cluster from nothing in about ten seconds, with one user. @throws what a step of it failed with. */
export async function startRadosgw(accessKey: string, secretKey: string): Promise<Radosgw> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-radosgw-'));
  const cluster = new Cluster(folder);
  try {
    return { endpoint: await cluster.start(accessKey, secretKey), stop: () => cluster.stop() };
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

class Cluster {
  readonly #folder: string;
  readonly #daemons: ChildProcess[] = [];

  constructor(folder: string) {
    this.#folder = folder;
  }

  async start(accessKey: string, secretKey: string): Promise<string> {
    const [fsid, osd, monPort, port] = [randomUUID(), randomUUID(), await freePort(), await freePort()];
    for (const name of ['mon', 'osd', 'rgw', 'run']) await mkdir(join(this.#folder, name));
    await writeFile(this.#conf, cephConf({ folder: this.#folder, fsid, monPort, port }));
    const map = join(this.#folder, 'monmap');
    const monitor = ['--addv', 'a', `[v2:127.0.0.1:${monPort}]`, '--fsid', fsid];
    await run('monmaptool', ['--create', ...monitor, map]);
    await this.#run('ceph-mon', ['-i', 'a', '--mkfs', '--monmap', map]);
    this.#daemon('ceph-mon', ['-i', 'a']);
    await this.#run('ceph', ['--connect-timeout', '20', 'osd', 'new', osd, '0']);
    await this.#run('ceph-osd', ['-i', '0', '--mkfs', '--osd-uuid', osd]);
    this.#daemon('ceph-osd', ['-i', '0']);
    this.#daemon('radosgw', GATEWAY);
    const endpoint = `http://127.0.0.1:${port}`;
    await untilItAnswers(endpoint);
    const keys = ['--access-key', accessKey, '--secret-key', secretKey];
    const user = ['user', 'create', '--uid=holdfast', '--display-name=holdfast', ...keys];
    await this.#run('radosgw-admin', [...GATEWAY, ...user]);
    return endpoint;
  }

  async stop(): Promise<void> {
    const ended = this.#daemons.map((daemon) => new Promise((done) => daemon.on('close', done)));
    for (const daemon of this.#daemons) daemon.kill('SIGKILL');
    await Promise.all(ended);
    await rm(this.#folder, { recursive: true, force: true });
  }

  get #conf(): string {
    return join(this.#folder, 'ceph.conf');
  }

  #run(program: string, argv: readonly string[]) {
    return run(program, ['-c', this.#conf, ...argv], { timeout: PATIENCE_MS });
  }

  #daemon(program: string, argv: readonly string[]): void {
    const log = openSync(join(this.#folder, `${program}.out`), 'w');
    this.#daemons.push(spawn(program, ['-c', this.#conf, ...argv, '-f'], { stdio: ['ignore', log, log] }));
  }
}

/** It hangs without these on the command line, whatever the configuration says. */
const GATEWAY = ['-n', 'client.rgw', '--ms_mon_client_mode=crc', '--auth_client_required=none'];

async function untilItAnswers(endpoint: string): Promise<void> {
  for (let waited = 0; waited < PATIENCE_MS; waited += 250) {
    const answered = await fetch(endpoint).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await wait(250);
  }
  throw new Error(`radosgw does not answer at ${endpoint}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
