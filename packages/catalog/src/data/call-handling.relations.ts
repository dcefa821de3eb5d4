import type { Relation } from '../relations.ts';

/** Rules of guide sections 7.7.6, 7.7.7, 7.7.8. */
export const callHandlingRelations: readonly Relation[] = [
  {
    kind: 'used-while',
    condition: { parameter: '7.7.6/call-log-enabled', in: [true] },
    parameters: ['7.7.6/delete-missed-calls-automatically', '7.7.6/call-logging-for-answered-elsewhere'],
    source: 'OSEM 7.7.6',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.7.7/auto-answer-calls-enabled', in: [true] },
    parameters: ['7.7.7/beep-tone-on-auto-answer'],
    source: 'OSEM 7.7.7',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.7.7/auto-reconnect-calls-enabled', in: [true] },
    parameters: ['7.7.7/beep-tone-on-auto-reconnect'],
    source: 'OSEM 7.7.7',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.7.8/call-waiting-enabled', in: [true] },
    parameters: ['7.7.8/call-waiting-tone-enabled'],
    source: 'OSEM 7.7.8',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.7.8/deflect-calls-enabled', in: [true] },
    parameters: ['7.7.8/default-deflect-destination'],
    source: 'OSEM 7.7.8',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.7.8/transfer-calls-enabled', in: [true] },
    parameters: ['7.7.8/transfer-during-ringing-enabled'],
    source: 'OSEM 7.7.8',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.7.8/held-call-reminder-enabled', in: [true] },
    parameters: ['7.7.8/held-call-reminder-time'],
    source: 'OSEM 7.7.8',
  },
];
