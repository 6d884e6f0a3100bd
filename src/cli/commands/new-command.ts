import { fail } from '../../errors.ts';
import { defineCommand } from '../command.ts';

/** What can be made; each has its own use case. */
const KINDS = ['feature'];

export const newCommand = defineCommand({
  name: 'new',
  summary: 'a new model from a template: SQL, yml, a unit test and checks, ready to be changed',
  arguments: {
    kind: { description: 'what to make: feature', required: true },
    name: { description: 'its name, such as weekend_use', required: true },
  },
  options: {},
  examples: ['new feature weekend_use'],
  run: async (context, { kind, name }) => {
    if (!KINDS.includes(kind)) {
      const detail = `is not something that can be made; there is: ${KINDS.join(', ')}`;
      fail('badValue', { what: `"${kind}"`, detail });
    }
    return (await import('../../app/new-feature.ts')).newFeature(context, { name });
  },
});
