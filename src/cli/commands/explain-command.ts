import { fail } from '../../errors.ts';
import { defineCommand } from '../command.ts';

export const explainCommand = defineCommand({
  name: 'explain',
  summary: 'why an account has its score, to the last point, what moved it, and what would lift it',
  arguments: { account: { description: 'an account id, or a name', required: true } },
  options: {
    score: { kind: 'text', value: 'NAME', description: 'which score (default: health)' },
    'as-of': { kind: 'day', description: 'an earlier reading (default: the latest that is published)' },
    to: { kind: 'day', description: 'the same as --as-of, beside --from' },
    from: { kind: 'day', description: 'the day it is compared with (default: 30 days before)' },
    evidence: {
      kind: 'flag',
      description: 'also the raw rows behind it, with file and line (needs the build file)',
    },
    personal: { kind: 'flag', description: 'let evidence show columns that hold personal data' },
    'customer-safe': {
      kind: 'flag',
      description: 'a form that may be shown to the customer: nothing internal, nothing of others',
    },
  },
  examples: [
    'explain A-0042',
    'explain A-0042 --from 2026-08-01 --to 2026-11-01',
    'explain "Brightwater Logistics" --as-of 2026-10-25',
  ],
  run: async (context, { account }, flags) => {
    refuseStray(flags);
    const { score, from, evidence, personal } = flags;
    const options = { account, score, asOf: flags.to ?? flags['as-of'], from, evidence, personal };
    if (flags['customer-safe'])
      return (await import('../../app/explain-customer.ts')).explainToCustomer(context, options);
    return (await import('../../app/explain.ts')).explain(context, options);
  },
});

/** What would be ignored is a mistake. */
function refuseStray(flags: Readonly<Record<string, unknown>>): void {
  const isGiven = (flag: string) => flags[flag] !== undefined;
  const refuse = (detail: string) => fail('usage', { detail: `holdfast explain: ${detail}` });
  if (isGiven('to') && isGiven('as-of')) refuse('--to and --as-of are the same, so give one of them');
  if (isGiven('personal') && !isGiven('evidence')) refuse('--personal goes with --evidence');
  const unsafe = ['from', 'evidence', 'personal'].find(isGiven);
  if (isGiven('customer-safe') && unsafe !== undefined)
    refuse(`--customer-safe shows nothing of --${unsafe}, so it goes without`);
}
