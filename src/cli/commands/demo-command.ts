import { defineCommand } from '../command.ts';

export const demoCommand = defineCommand({
  name: 'demo',
  summary: 'raw exports of a made-up company, with the mess that real ones have',
  arguments: {},
  options: {
    accounts: { kind: 'integer', min: 1, description: 'how many customers it ever had (default: 400)' },
    // Shorter than a quarter there need not be a survey among the exports.
    months: { kind: 'integer', min: 3, description: 'how many months the exports cover (default: 30)' },
    seed: { kind: 'integer', min: 0, description: 'another seed makes another company (default: 1)' },
    events: {
      kind: 'integer',
      min: 0,
      description: 'about how many product events (default: 2,500 an account)',
    },
    out: {
      kind: 'text',
      value: 'DIR',
      description: 'where to put them (default: where pipeline.yml reads exports)',
    },
    truth: {
      kind: 'text',
      value: 'FILE',
      description: 'also write the latent health behind the data, as Parquet; the pipeline never reads it',
    },
  },
  examples: ['demo', 'demo --accounts 40 --months 12 --out /tmp/small'],
  run: async (context, _args, options) => (await import('../../app/demo.ts')).demo(context, options),
});
