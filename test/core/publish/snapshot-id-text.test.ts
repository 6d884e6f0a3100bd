import { expect, test } from 'vitest';
import { snapshotIdText } from '../../../src/core/publish/snapshot-id-text.ts';
import { snapshotId } from '../../../src/stages/publish/snapshot-id.ts';

const fingerprints = { inputs: 'aa', code: 'bb', configuration: 'cc', sql: 'dd' };

test('every fingerprint and the date count, their order does not', () => {
  const text = snapshotIdText(fingerprints, '2026-04-06');
  const { sql, code, ...others } = fingerprints;
  expect(snapshotIdText({ sql, code, ...others }, '2026-04-06')).toBe(text);
  for (const key of ['inputs', 'code', 'configuration', 'sql'] as const)
    expect(snapshotIdText({ ...fingerprints, [key]: 'ee' }, '2026-04-06')).not.toBe(text);
  expect(snapshotIdText(fingerprints, '2026-04-07')).not.toBe(text);
});

test('the id is the hash of the text: pinned, because published targets name it', () => {
  expect(snapshotId(fingerprints, '2026-04-06')).toBe(
    'f6d10c4a0640445f4032325a70f0be25fef825edee90b51ac859d1bd15e93a72',
  );
});
