import { describe, expect, it } from 'vitest';
import { ANSWER_EVENTS, findTransition, type Guard, type PhoneState, STATE_TABLE } from './state-table.ts';

const STATES: readonly PhoneState[] = [
  'off',
  'booting',
  'idle',
  'calling',
  'backing-off',
  'overloaded',
  'loading-files',
  'loading-software',
  'ending',
];

function next(state: PhoneState, event: Parameters<typeof findTransition>[1], ...holding: readonly Guard[]) {
  const row = findTransition(state, event, (guard) => holding.includes(guard));
  return row === undefined ? undefined : `${row.do} -> ${row.to}`;
}

describe('the state table', () => {
  it.each([
    ['calling', 'WriteItems', [], 'store the items and send what was refused -> calling'],
    ['calling', 'WriteItems', ['too many items'], 'send failed -> calling'],
    ['calling', 'WriteItems', ['in a call', 'too many items'], 'send busy -> calling'],
    ['calling', 'Restart', ['factory reset'], 'close, reset to factory values and restart -> booting'],
    ['calling', 'Restart', ['wrong restart items'], 'send failed -> calling'],
    ['calling', 'CleanUp', ['overload', 'restart due'], 'close and wait a moment -> overloaded'],
    ['ending', 'WriteItems', ['in a call'], 'end the aborted dialogue -> idle'],
    [
      'backing-off',
      'reason-to-call',
      ['contact request came'],
      'set the message aside and open a dialogue -> calling',
    ],
    ['loading-files', 'power-off', [], 'switch off -> off'],
  ] as const)('in %s, on %s, if %j: %s', (state, event, holding, expected) => {
    expect(next(state, event, ...holding)).toBe(expected);
  });

  it('leaves a phone without power in peace', () => {
    expect(next('off', 'power-off')).toBeUndefined();
    expect(next('off', 'reboot-wanted')).toBeUndefined();
    expect(next('off', 'CleanUp')).toBeUndefined();
  });

  it('has a row without condition for every answer to a waiting phone', () => {
    for (const event of ANSWER_EVENTS) {
      expect(next('calling', event), event).toBeDefined();
      expect(next('ending', event), event).toBe('end the aborted dialogue -> idle');
    }
  });

  it('has no row that an earlier one hides', () => {
    for (const [place, row] of STATE_TABLE.entries()) {
      const hiding = STATE_TABLE.slice(0, place).find(
        (earlier) => earlier.in === row.in && earlier.on === row.on && earlier.if === undefined,
      );
      expect(hiding, `${row.in} on ${row.on}`).toBeUndefined();
    }
  });

  it('leads out of every state and into it', () => {
    for (const state of STATES) {
      expect(
        STATE_TABLE.some((row) => row.to === state),
        `into ${state}`,
      ).toBe(true);
      expect(
        STATE_TABLE.some((row) => row.in === state && row.to !== state),
        `out of ${state}`,
      ).toBe(true);
    }
  });
});
