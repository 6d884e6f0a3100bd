import type { Command } from './command.ts';

/** Every command there is, in the order in which a newcomer meets them. */
export const commands: readonly Command[] = [];
