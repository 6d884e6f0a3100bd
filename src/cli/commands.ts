import type { Command } from './command.ts';
import { backfillCommand } from './commands/backfill-command.ts';
import { backtestCommand } from './commands/backtest-command.ts';
import { checkCommand } from './commands/check-command.ts';
import { codegenCommand } from './commands/codegen-command.ts';
import { demoCommand } from './commands/demo-command.ts';
import { diffCommand } from './commands/diff-command.ts';
import { docsCommand } from './commands/docs-command.ts';
import { doctorCommand } from './commands/doctor-command.ts';
import { explainCommand } from './commands/explain-command.ts';
import { initCommand } from './commands/init-command.ts';
import { newCommand } from './commands/new-command.ts';
import { planCommand } from './commands/plan-command.ts';
import { portfolioCommand } from './commands/portfolio-command.ts';
import { publishCommand } from './commands/publish-command.ts';
import { rejectsCommand } from './commands/rejects-command.ts';
import { retryCommand } from './commands/retry-command.ts';
import { runCommand } from './commands/run-command.ts';
import { showCommand } from './commands/show-command.ts';
import { startCommand } from './commands/start-command.ts';
import { tuneCommand } from './commands/tune-command.ts';
import { validateCommand } from './commands/validate-command.ts';

/** Every command there is, in the order in which a newcomer meets them. */
export const commands: readonly Command[] = [
  startCommand,
  initCommand,
  demoCommand,
  validateCommand,
  checkCommand,
  newCommand,
  codegenCommand,
  docsCommand,
  planCommand,
  runCommand,
  retryCommand,
  backfillCommand,
  backtestCommand,
  tuneCommand,
  diffCommand,
  explainCommand,
  portfolioCommand,
  showCommand,
  rejectsCommand,
  publishCommand,
  doctorCommand,
];
