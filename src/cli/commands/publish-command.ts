import type { AppContext, CommandResult } from '../../app/context.ts';
import { didYouMean } from '../../core/config/nearest.ts';
import { fail } from '../../errors.ts';
import { defineCommand } from '../command.ts';

interface PublishOptions {
  readonly keep: number | undefined;
  readonly 'older-than': number | undefined;
  readonly yes: boolean | undefined;
}

type Action = (
  context: AppContext,
  snapshot: string,
  options: PublishOptions,
) => Promise<CommandResult<unknown>>;

/** Imported when called, so that the others cost nothing. */
const ACTIONS: Readonly<Record<string, Action>> = {
  list: async (context) => (await import('../../app/publish-list.ts')).publishList(context),
  verify: async (context) => (await import('../../app/publish-verify.ts')).publishVerify(context),
  rollback: async (context, snapshot) =>
    (await import('../../app/publish-rollback.ts')).publishRollback(context, snapshot),
  gc: async (context, _snapshot, { keep, yes, 'older-than': olderThanHours = 24 }) =>
    (await import('../../app/publish-gc.ts')).publishGc(context, {
      keep: keep ?? fail('missingArgument', { argument: '--keep N', command: 'holdfast publish gc' }),
      olderThanHours,
      apply: yes === true,
    }),
};

export const publishCommand = defineCommand({
  name: 'publish',
  summary: 'what is published: list it, verify it, roll it back, collect what nothing names',
  arguments: {
    action: { description: 'list, verify, rollback or gc', required: true },
    snapshot: {
      description: 'of rollback: the snapshot to go back to, or the beginning of its id',
      required: false,
    },
  },
  options: {
    keep: { kind: 'integer', min: 1, description: 'of gc: how many catalogues stay, the newest of them' },
    'older-than': {
      kind: 'integer',
      min: 0,
      value: 'HOURS',
      description: 'of gc: what is younger stays, for a publisher at work may need it (default: 24)',
    },
    yes: { kind: 'flag', description: 'of gc: remove; without it gc only says what would go' },
  },
  examples: [
    'publish list',
    'publish verify --target prod',
    'publish rollback 3f9a2c',
    'publish gc --keep 30 --yes',
  ],
  run: (context, { action, snapshot }, options) => {
    const chosen = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
    if (chosen === undefined) return unknownAction(action);
    refuseStray(action, snapshot, options);
    return chosen(context, snapshot ?? '', options);
  },
});

function unknownAction(action: string): never {
  const hint = didYouMean(action, Object.keys(ACTIONS)) ?? `there are: ${Object.keys(ACTIONS).join(', ')}`;
  return fail('usage', { detail: `holdfast publish has no action "${action}"` }, { hint });
}

/** What would be ignored is a mistake. */
function refuseStray(action: string, snapshot: string | undefined, options: PublishOptions): void {
  const command = `holdfast publish ${action}`;
  if (action === 'rollback' && snapshot === undefined)
    fail('missingArgument', { argument: '<snapshot>', command });
  if (action !== 'rollback' && snapshot !== undefined)
    fail('usage', { detail: `${command} takes no further argument "${snapshot}"` });
  const given = (['keep', 'older-than', 'yes'] as const).find((name) => options[name] !== undefined);
  if (action !== 'gc' && given !== undefined) fail('unknownFlag', { flag: `--${given}`, command });
}
