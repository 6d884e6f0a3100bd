import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './e2e-project.ts';

export const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

/** The fenced block between <!-- name --> and <!-- /name --> of the README, without its fence. */
export function readmeBlock(name: string): string {
  const block = new RegExp(`<!-- ${name} -->\\n\`\`\`\\w*\\n(.*?)\`\`\`\\n<!-- /${name} -->`, 's').exec(
    README,
  )?.[1];
  if (block === undefined) throw new Error(`README.md has no block ${name}`);
  return block;
}

/** The file that a step of the how-to tells to write: a path between backticks at the step's beginning. */
export function readmePath(ending: '.sql' | '.yml'): string {
  const path = new RegExp(`^\\d\\. \`(models/features/\\w+\\${ending})\``, 'm').exec(README)?.[1];
  if (path === undefined) throw new Error(`README.md tells to write no feature model's ${ending}`);
  return path;
}

/** Every command line of Holdfast that a text shows, as words without the program: run, daily, --as-of, 2026-11-01. */
export function commandLines(text: string): string[][] {
  const shown = /(?:node \S*dist\/cli\/main\.js|^ *holdfast) ((?:"[^"]*"|[^\n`"#&|])+)/gm;
  return [...text.matchAll(shown)].map(([, line = '']) => words(line));
}

/** Commands that a text mentions between backticks by their name alone: `holdfast init`. */
export function mentionedCommands(text: string): string[] {
  return [...text.matchAll(/`holdfast ([a-z]+)[^`]*`/g)].map(([, name = '']) => name);
}

/** As a shell would split them; what it would put in the place of `$(date ...)` is a day. */
function words(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare = '']) =>
    (quoted ?? bare).replace(/^\$\(date .*\)$/, '2026-11-01'),
  );
}
