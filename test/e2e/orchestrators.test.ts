import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { commands } from '../../src/cli/commands.ts';
import { parseArguments } from '../../src/cli/parse-arguments.ts';
import { EXIT } from '../../src/errors.ts';

/** docs/orchestrators, as far as it can be tried without an orchestrator. */
const DOCS = join(import.meta.dirname, '..', '..', 'docs');
const FOLDER = join(DOCS, 'orchestrators');
const read = (name: string) => readFile(join(FOLDER, name), 'utf8');
const KNOWN: readonly number[] = Object.values(EXIT);

/** The codes that docs/exit-codes.md calls worth another try, and those it doesn't. */
async function codesByTable(): Promise<{ again: readonly number[]; never: readonly number[] }> {
  const table = await readFile(join(DOCS, 'exit-codes.md'), 'utf8');
  const rows = [...table.matchAll(/^\| (\d+) \|.*\| ([a-z]*)[^|]*\|$/gm)];
  const of = (word: string) => rows.filter(([, , again]) => again === word).map(([, code]) => Number(code));
  return { again: of('yes'), never: of('no').filter((code) => code !== EXIT.nothingNew) };
}

test('every command line in them is one that Holdfast takes', async () => {
  let lines = 0;
  for (const name of await readdir(FOLDER)) {
    const text = (await read(name)).replaceAll(/"?\{\{[^}]*\}\}"?|"\$[^"\n]*"/g, '2026-10-31');
    for (const [, line = ''] of text.matchAll(
      /(?:^|[\s"&`])holdfast ((?:run|retry|backfill|publish|doctor|plan|backtest)\b[^"&|;>`\n]*)/gm,
    )) {
      const parsed = parseArguments(line.trim().split(/\s+/), commands);
      if (line.trim() !== 'retry') expect(parsed.problems, `${name}: ${line}`).toEqual([]);
      lines += 1;
    }
  }
  expect(lines).toBeGreaterThan(8);
});

test('the table of exit codes is complete', async () => {
  const { again, never } = await codesByTable();
  const all = [...again, ...never, EXIT.done, EXIT.nothingNew].sort((a, b) => a - b);
  expect(all).toEqual([...KNOWN].sort((a, b) => a - b));
});

interface CronJob {
  readonly spec: {
    readonly jobTemplate: {
      readonly spec: {
        readonly podFailurePolicy: {
          readonly rules: readonly { action: string; onExitCodes?: { values: readonly number[] } }[];
        };
        readonly template: {
          readonly spec: {
            readonly hostname: string;
            readonly containers: readonly { args: readonly string[] }[];
          };
        };
      };
    };
  };
}

test('Kubernetes: the policy says of every code what the table says', async () => {
  const { spec } = (parse(await read('kubernetes-cronjob.yml')) as CronJob).spec.jobTemplate;
  const codes = (action: string) =>
    spec.podFailurePolicy.rules.find((rule) => rule.action === action)?.onExitCodes?.values;
  const { again, never } = await codesByTable();
  expect([codes('FailJob'), codes('Count')]).toEqual([never, again]);
  expectBash(spec.template.spec.containers[0]?.args[0] ?? '');
});

test('Kubernetes: every pod has one host name, or none could tell that the one before it is dead', async () => {
  const { spec } = (parse(await read('kubernetes-cronjob.yml')) as CronJob).spec.jobTemplate;
  expect(spec.template.spec.hostname).toMatch(/^[a-z]+$/);
});

test('GitHub Actions: it is YAML, and its scripts are bash', async () => {
  const workflow = parse(await read('github-actions.yml')) as {
    jobs: { nightly: { steps: readonly { run?: string }[] } };
  };
  const scripts = workflow.jobs.nightly.steps.flatMap(({ run }) => run ?? []);
  expect(scripts).toHaveLength(2);
  for (const script of scripts) expectBash(script.replaceAll(/\$\{\{[^}]*\}\}/g, 'x'));
});

test('cron: five fields and a command', async () => {
  const lines = (await read('crontab')).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  for (const line of lines) expect(line).toMatch(/^([A-Z_]+=\S+|([\d*/,-]+ +){5}\S.*)$/);
  for (const line of lines.filter((one) => !/^[A-Z]/.test(one))) expectBash(line.replace(/^(\S+ +){5}/, ''));
});

const hasPython = spawnSync('python3', ['--version']).status === 0;

test.skipIf(!hasPython).each(['airflow_dag.py', 'dagster_job.py'])(
  '%s is Python, and its codes exist',
  async (name) => {
    const check = 'import ast, sys; ast.parse(sys.stdin.read())';
    const text = await read(name);
    const parsed = spawnSync('python3', ['-c', check], { input: text, encoding: 'utf8' });
    expect(parsed.status, parsed.stderr).toBe(0);
    const codes = [...text.matchAll(/skip_on_exit_code=(\d+)|= \(([\d, ]+)\)/g)].flatMap(([, one, more]) =>
      (one ?? more ?? '').split(',').map(Number),
    );
    expect(codes.length).toBeGreaterThan(0);
    expect(codes.filter((code) => !KNOWN.includes(code))).toEqual([]);
  },
);

test('the image is built of what is there, and runs the program', async () => {
  const text = await read('Dockerfile');
  const { bin, scripts } = JSON.parse(await readFile(join(DOCS, '..', 'package.json'), 'utf8')) as {
    bin: Record<string, string>;
    scripts: Record<string, string>;
  };
  expect(text).toContain(`/opt/holdfast/${bin['holdfast']}`);
  for (const [, script = ''] of text.matchAll(/npm run (?:--silent )?(\w+)/g))
    expect(Object.keys(scripts)).toContain(script);
  expect(text).toMatch(/^USER node$/m);
  expect(text).toMatch(/^ENTRYPOINT \["tini", "-g", "--", "holdfast"\]$/m);
});

/** Runs nightly.sh with a holdfast that ends with these codes in turn; answers its own code and how often it asked. */
async function night(...codes: readonly number[]): Promise<{ code: number | null; asked: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-night-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(
    join(folder, 'holdfast'),
    `#!/usr/bin/env bash\ncodes=(${codes.join(' ')})\necho "$@" >> ${folder}/asked\nexit "\${codes[$(wc -l < ${folder}/asked) - 1]}"\n`,
  );
  await chmod(join(folder, 'holdfast'), 0o755);
  const env = { PATH: `${folder}:${process.env['PATH'] ?? ''}`, HOLDFAST_WAIT_SECONDS: '0' };
  const { status } = spawnSync('bash', [join(FOLDER, 'nightly.sh'), '2026-10-31'], { env });
  const asked = (await readFile(join(folder, 'asked'), 'utf8')).trimEnd().split('\n');
  for (const line of asked) expect(line).toContain('run daily --as-of 2026-10-31');
  return { code: status, asked: asked.length };
}

test('nightly.sh takes nothing new for a good end, tries again what may go later, and nothing else', async () => {
  expect(await night(0)).toEqual({ code: 0, asked: 1 });
  expect(await night(99)).toEqual({ code: 0, asked: 1 });
  expect(await night(66, 69, 75, 0)).toEqual({ code: 0, asked: 4 });
  expect(await night(124, 124, 124, 124)).toEqual({ code: 124, asked: 4 });
  for (const code of [1, 2, 64, 65, 78, 143]) expect(await night(code)).toEqual({ code, asked: 1 });
});

function expectBash(script: string): void {
  const checked = spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' });
  expect(checked.stderr).toBe('');
}
