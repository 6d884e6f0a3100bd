import { describe, expect, it } from 'vitest';
import { problemsOf, SOUND } from './scorecard-text.ts';

describe('variants of a scorecard', () => {
  const withVariants = (...variants: string[]) =>
    problemsOf(`${SOUND}variants:\n${variants.map((variant) => `  - ${variant}\n`).join('')}`);
  const smb =
    '{ name: smb, when: [{ feature: f.segment, one_of: [smb] }], weights: { product: 0.5, service: 0.5 } }';

  it('are accepted where they exclude each other, or have different precedence', () => {
    expect(withVariants(smb, '{ name: large, when: [{ feature: f.segment, one_of: [large] }] }')).toEqual([]);
    expect(withVariants(smb, '{ name: new, precedence: 1, when: [{ feature: f.age, below: 90 }] }')).toEqual(
      [],
    );
    expect(
      withVariants(
        '{ name: new, when: [{ feature: f.age, below: 90 }] }',
        '{ name: old, when: [{ feature: f.age, at_least: 90 }] }',
      ),
    ).toEqual([]);
  });

  it('are refused where it is not clear which one counts', () => {
    expect(withVariants(smb, '{ name: new, when: [{ feature: f.age, below: 90 }] }')).toMatchObject([
      {
        code: 'HF507',
        line: 34,
        message: 'variant "new": an account could be meant by "smb" as well, and both have precedence 0',
        hint: 'give them different precedence, or conditions that exclude each other',
      },
    ]);
    const edge = '{ name: old, when: [{ feature: f.age, at_least: 90 }] }';
    expect(withVariants('{ name: new, when: [{ feature: f.age, at_most: 90 }] }', edge)).toHaveLength(1);
  });

  it('must be sound scorecards themselves', () => {
    expect(withVariants(smb.replace('service: 0.5', 'service: 0.6'))).toMatchObject([
      {
        code: 'HF501',
        line: 33,
        message: 'variant "smb": the weights of the dimensions add up to 110 %, not 100 %',
      },
    ]);
    expect(withVariants(smb.replace('weights: {', 'without: [service], weights: {'))).toMatchObject([
      { code: 'HF501' },
    ]);
  });

  it('name what there is', () => {
    expect(withVariants(smb.replace('service: 0.5', 'servise: 0.5'))).toMatchObject([
      {
        code: 'HF507',
        message: 'variant "smb": "servise" is no dimension or measure',
        hint: 'did you mean "service"?',
      },
    ]);
  });

  it('are refused where they could never count', () => {
    const wide = '{ name: wide, precedence: 2, when: [{ feature: f.age, below: 90 }] }';
    const narrow =
      '{ name: narrow, precedence: 1, when: [{ feature: f.age, below: 30 }, { feature: f.x, is: true }] }';
    expect(withVariants(wide, narrow)).toMatchObject([
      {
        code: 'HF507',
        line: 34,
        message: 'variant "narrow": never counts: "wide" takes all of its accounts, by precedence 2 over 1',
      },
    ]);
    expect(withVariants(wide.replace('2', '0'), narrow)).toEqual([]);
    // 90 itself is left to the narrow one.
    expect(withVariants(wide, narrow.replace('below: 30', 'at_most: 90'))).toEqual([]);
    const both = '{ name: both, when: [{ feature: f.s, one_of: [smb] }, { feature: f.s, one_of: [large] }] }';
    expect(withVariants(both)).toMatchObject([{ code: 'HF519', line: 33 }]);
  });
});
