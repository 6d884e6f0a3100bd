import { expect, test } from 'vitest';
import { renderCommandHelp, renderHelp } from '../../src/cli/help.ts';
import { sampleCommands } from './sample-commands.ts';

test('the list of commands', () => {
  expect(renderHelp(sampleCommands, '1.2.3').split('\n')).toEqual([
    'Holdfast 1.2.3: customer health scores that are right as of their day, explained and proven',
    '',
    'usage: holdfast <command> [options]',
    '',
    '  plan                    needs a flag',
    '  run <pipeline> [extra]  runs a pipeline',
    '  crash <how>             fails in several ways',
    '',
    'every command takes',
    '  --project-dir DIR       the folder with pipeline.yml (default: here)',
    '  --target NAME           where to publish and read, as named in pipeline.yml (default: its default_target)',
    '  --format table|json     the result on stdout: a table, or one JSON object as the last line (default: table)',
    '  --log-format text|json  the progress on stderr: lines, or one JSON object a line (default: text)',
    '  --help                  how to use the command',
    '  --version               the version of Holdfast',
    '',
    'holdfast <command> --help tells more. Exit codes: 0 done, 99 nothing new, 64 usage, 78 configuration, 65 data;',
    'docs/exit-codes.md lists all of them and which to try again.',
  ]);
});

test('one command', () => {
  const [plan, run] = sampleCommands;
  expect(renderCommandHelp(run!).split('\n').slice(0, 17)).toEqual([
    'holdfast run: runs a pipeline',
    '',
    'usage: holdfast run <pipeline> [extra] [options]',
    '',
    'arguments',
    '  <pipeline>  a file of pipelines/, without its ending',
    '  <extra>     something more',
    '',
    'options',
    '  --as-of D               the day',
    '  --threads N             how many threads',
    '  --select S              which models',
    '  --every day|week|month  how often',
    '  --full-refresh          from scratch',
    '',
    'every command takes',
    '  --project-dir DIR       the folder with pipeline.yml (default: here)',
  ]);
  expect(renderCommandHelp(plan!)).toContain('usage: holdfast plan --as-of D [options]');
  expect(renderCommandHelp(run!)).toContain('examples\n  holdfast run daily --as-of 2026-10-31');
});

test('long descriptions are wrapped below themselves', () => {
  const [, run] = sampleCommands;
  const description = 'word '.repeat(60).trim();
  const text = renderHelp([{ ...run!, summary: description }], '1');
  expect(text.split('\n').every((line) => line.length <= 112)).toBe(true);
  expect(text).toMatch(/\n {26}word/);
});
