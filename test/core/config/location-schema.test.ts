import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../src/core/config/parse-config.ts';
import { pipelineFile } from '../../../src/core/config/pipeline-schema.ts';

function parse(targets: string, env: Record<string, string> = {}) {
  const text = `name: demo
sources: { path: 's3://exports/raw', endpoint: '\${ENDPOINT:-}', cache_size: 2GiB }
calendar: { from: 2024-06-03 }
accounts: { lifetimes: a.b, profile: c.d }
default_target: prod
targets:
  prod: ${targets}
`;
  return parseConfig(pipelineFile, { file: 'pipeline.yml', text }, env);
}

describe('places in a bucket', () => {
  test('every key is read, variables among them', () => {
    const { value, problems } = parse(
      `{ path: 's3://bucket/a/b', endpoint: '\${ENDPOINT:-}', region: eu-central-1, force_path_style: '\${STYLE:-true}', checksums: when_required, conditional_writes: best_effort }`,
      { ENDPOINT: 'http://minio:9000' },
    );
    expect(problems).toEqual([]);
    expect(value?.targets['prod']).toEqual({
      path: 's3://bucket/a/b',
      endpoint: 'http://minio:9000',
      region: 'eu-central-1',
      force_path_style: true,
      checksums: 'when_required',
      conditional_writes: 'best_effort',
    });
    expect(value?.sources).toMatchObject({ endpoint: 'http://minio:9000', cache_size: '2GiB' });
  });

  test('a folder stays as it was', () => {
    expect(parse('{ path: published }').value?.targets).toEqual({ prod: { path: 'published' } });
  });

  test('what a variable left open may stand beside a folder', () => {
    expect(parse("{ path: published, endpoint: '${ENDPOINT:-}' }").problems).toEqual([]);
  });

  test.each([
    ['{ path: gs://bucket/x }', 'must be a folder or s3://bucket/prefix'],
    ['{ path: s3://Bucket/x }', 'must be a folder or s3://bucket/prefix'],
    ['{ path: s3://bucket/a/../b }', 'must be a folder or s3://bucket/prefix'],
    ['{ path: s3://bucket, endpoint: "http://user:pass@host" }', 'must be a URL'],
    ['{ path: s3://bucket, conditional_writes: maybe }', 'conditional_writes'],
    ['{ path: s3://bucket, regoin: x }', 'regoin'],
    ['{ path: published, region: eu-central-1 }', 'is for paths that begin with s3://'],
  ])('%s is refused in its line', (targets, words) => {
    const { problems } = parse(targets);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ line: 7, message: expect.stringContaining(words) });
    expect(problems[0]?.message).not.toContain('user:pass');
  });
});
