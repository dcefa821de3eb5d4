import { expect, test } from 'vitest';
import { INITIAL_REASONS, isInitialReason, REASONS } from './messages.ts';

test('every reason but reply-to and clean-up opens a dialogue', () => {
  expect(REASONS.filter(isInitialReason)).toEqual([...INITIAL_REASONS]);
  expect(REASONS.filter((reason) => !isInitialReason(reason))).toEqual(['reply-to', 'clean-up']);
});
