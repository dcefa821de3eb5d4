import { describe, expect, it } from 'vitest';
import { isSetupCode } from './setup-code.ts';

describe('a typed setup code', () => {
  it.each(['7K2M-Q9XD', '7k2m q9xd', ' 7K2MQ9XD ', '7K2M–Q9XD'])('is right as %j', (typed) => {
    expect(isSetupCode(typed, '7K2M-Q9XD')).toBe(true);
  });

  it('is right with the letters that look like its digits', () => {
    expect(isSetupCode('OI1L-o0il', '0111-0011')).toBe(true);
  });

  it.each(['', '-', '7K2M-Q9X', '7K2M-Q9XDD', '7K2M-Q9XE', '8K2M-Q9XD'])('is wrong as %j', (typed) => {
    expect(isSetupCode(typed, '7K2M-Q9XD')).toBe(false);
  });
});
