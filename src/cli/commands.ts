import type { Command } from './command.ts';
import { demoCommand } from './commands/demo-command.ts';
import { explainCommand } from './commands/explain-command.ts';
import { initCommand } from './commands/init-command.ts';
import { showCommand } from './commands/show-command.ts';
import { validateCommand } from './commands/validate-command.ts';

/** Every command there is, in the order in which a newcomer meets them. */
export const commands: readonly Command[] = [
  initCommand,
  demoCommand,
  validateCommand,
  explainCommand,
  showCommand,
];
