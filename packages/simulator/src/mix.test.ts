import { describe, expect, it } from 'vitest';
import { DEFAULT_MIX, parseMix, pickFromMix } from './mix.ts';

describe('a mix', () => {
  it('gives the first ten phones SIP software, so that a value of SIP can be tried out on all of them', () => {
    const first = Array.from({ length: 10 }, (_, place) => pickFromMix(parseMix(DEFAULT_MIX), place + 1));
    expect(first.map(({ softwareType }) => softwareType)).toEqual(Array.from({ length: 10 }, () => 'SIP'));
    expect(pickFromMix(parseMix(DEFAULT_MIX), 11).softwareType).toBe('HFA');
  });

  it('names models, software, firmware and weights', () => {
    expect(parseMix('cp410:3, OpenStage40-hfa-old')).toEqual([
      { model: 'cp410', softwareType: 'SIP', firmware: 'current', weight: 3 },
      { model: 'openstage40', softwareType: 'HFA', firmware: 'old', weight: 1 },
    ]);
    expect(parseMix(DEFAULT_MIX).length).toBeGreaterThan(5);
  });

  it.each(['', 'cp999', 'cp410:0', 'cp410:x', 'cp410-old-hfa', 'cp410;cp710'])('refuses %j', (text) => {
    expect(() => parseMix(text)).toThrow(expect.objectContaining({ code: 'invalid-option' }));
  });

  it('is dealt out in turns', () => {
    const mix = parseMix('cp410:2,cp710');
    const models = [1, 2, 3, 4, 5, 6].map((number) => pickFromMix(mix, number).model);

    expect(models).toEqual(['cp410', 'cp410', 'cp710', 'cp410', 'cp410', 'cp710']);
  });
});
