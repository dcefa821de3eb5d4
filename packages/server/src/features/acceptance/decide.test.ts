import { expect, test } from 'vitest';
import type { AcceptanceRule } from './acceptance.schema.ts';
import { decider } from './decide.ts';

const rule = (given: Partial<AcceptanceRule>): AcceptanceRule => ({
  addresses: null,
  model: null,
  decision: 'refuse',
  note: '',
  ...given,
});

test('without rules everybody gets what holds for all', () => {
  const decide = decider({ unknownPhones: 'hold', rules: [] });
  expect(decide({ address: '10.1.0.1', model: 'CP710' })).toBe('hold');
});

test('the first rule that fits decides, by address and by model', () => {
  const decide = decider({
    unknownPhones: 'accept',
    rules: [
      rule({ addresses: '10.1.0.5', decision: 'accept' }),
      rule({ addresses: '10.1.0.0/16', model: 'cp710', decision: 'hold' }),
      rule({ addresses: '10.1.0.0/16' }),
      rule({ model: 'OpenStage*', decision: 'hold' }),
      rule({ addresses: '2001:db8::-2001:db8::ff' }),
    ],
  });
  expect(decide({ address: '10.1.0.5', model: 'CP410' })).toBe('accept');
  expect(decide({ address: '10.1.0.6', model: 'CP710' })).toBe('hold');
  expect(decide({ address: '10.1.0.6', model: 'CP700' })).toBe('refuse');
  expect(decide({ address: '10.2.0.6', model: 'OpenStage 40' })).toBe('hold');
  expect(decide({ address: '10.2.0.6', model: 'CP410' })).toBe('accept');
  expect(decide({ address: '2001:db8::10', model: 'CP410' })).toBe('refuse');
  expect(decide({ address: '::ffff:10.1.0.6', model: 'CP410' })).toBe('refuse');
});

test('a rule that cannot be read decides on nobody', () => {
  const decide = decider({ unknownPhones: 'accept', rules: [rule({ addresses: '10.1' })] });
  expect(decide({ address: '10.1.0.6', model: 'CP410' })).toBe('accept');
});
