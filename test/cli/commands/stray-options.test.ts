import { expect, test } from 'vitest';
import { explainCommand } from '../../../src/cli/commands/explain-command.ts';
import { showCommand } from '../../../src/cli/commands/show-command.ts';
import { problemsOf } from '../../support/run-project.ts';
import { testContext } from '../../support/test-context.ts';

const NOWHERE = testContext('/there/is/no/project');

test.each([
  [{ to: '2026-10-01', 'as-of': '2026-10-08' }, '--to and --as-of are the same'],
  [{ personal: true }, '--personal goes with --evidence'],
  [{ 'customer-safe': true, from: '2026-10-01' }, 'nothing of --from'],
  [{ 'customer-safe': true, evidence: true, personal: true }, 'nothing of --evidence'],
])('explain refuses %j, of which one would be without effect', async (options, words) => {
  const [refused] = await problemsOf(explainCommand.run(NOWHERE, { arguments: { account: 'A' }, options }));
  expect(refused).toMatchObject({ name: 'usage', exitCode: 64, message: expect.stringContaining(words) });
});

test('what belongs together goes on to look for the project', async () => {
  for (const options of [
    { evidence: true, personal: true },
    { to: '2026-10-01', from: '2026-09-01' },
  ]) {
    const [problem] = await problemsOf(explainCommand.run(NOWHERE, { arguments: { account: 'A' }, options }));
    expect(problem?.name).toBe('missingFile');
  }
});

test('show refuses a number of rows of no table', async () => {
  const [refused] = await problemsOf(showCommand.run(NOWHERE, { arguments: {}, options: { limit: 5 } }));
  expect(refused).toMatchObject({ name: 'usage', message: expect.stringContaining('--limit') });
});
