/**
 * How a virtual phone behaves, as a table to be read aloud: in this state, on this event, if this holds, do that and go
 * there. The first row that fits counts. What no row names is ignored in that state.
 * Source: protocol reference, sections 3, 7, 10, 11, 13 and 14; the numbers of its flows stand beside the rows.
 */

export type PhoneState =
  /** without power */
  | 'off'
  /** starting, not yet reachable */
  | 'booting'
  /** reachable, nothing to say */
  | 'idle'
  /** a message is on its way, the phone waits for the answer */
  | 'calling'
  /** the last message was not answered and will be sent again */
  | 'backing-off'
  /** the server asked to come again in a moment */
  | 'overloaded'
  /** fetching files */
  | 'loading-files'
  /** fetching firmware */
  | 'loading-software'
  /** the phone gave up the dialogue and waits for the server to agree */
  | 'ending';

/** What the server's answer is to the phone, or that there is none. */
export const ANSWER_EVENTS = [
  'ReadAllItems',
  'ReadItems',
  'WriteItems',
  'Restart',
  'FileDeployment',
  'SoftwareDeployment',
  'GetNextFragment',
  'CleanUp',
  'unknown-action',
  'invalid-answer',
  'no-answer',
] as const;

export type PhoneEvent =
  | 'power-on'
  | 'power-off'
  | 'booted'
  | 'reboot-wanted'
  | 'abort-wanted'
  | 'reason-to-call'
  | 'retry-due'
  | 'files-loaded'
  | 'software-loaded'
  | 'software-refused'
  | (typeof ANSWER_EVENTS)[number];

export type Guard =
  | 'knows no server'
  | 'there is a call to make'
  | 'contact request came'
  | 'in a call'
  | 'in a call and to wait for its end'
  | 'in a call and no files then'
  | 'too many items'
  | 'more pieces'
  | 'factory reset'
  | 'wrong restart items'
  | 'impossible order'
  | 'overload'
  | 'attempts left'
  | 'status due'
  | 'restart due';

export type Task =
  | 'boot'
  | 'switch off'
  | 'wait'
  | 'report start-up'
  | 'open a dialogue'
  | 'set the message aside and open a dialogue'
  | 'send all items'
  | 'send the items asked for'
  | 'store the items and send what was refused'
  | 'send the next piece'
  | 'send busy'
  | 'send failed'
  | 'send failed for the unknown action'
  | 'send clean-up'
  | 'close and restart'
  | 'drop everything and restart'
  | 'close, reset to factory values and restart'
  | 'close and fetch files'
  | 'close and fetch firmware'
  | 'report status'
  | 'report failed firmware'
  | 'restart with the new firmware'
  | 'close and wait a moment'
  | 'close the dialogue'
  | 'close the dialogue and restart'
  | 'wait for another attempt'
  | 'give up the dialogue'
  | 'end the aborted dialogue'
  | 'send the same message again'
  | 'send the message again with a new nonce';

/** One row. A state of `any` fits all but `off`. */
export interface Transition {
  readonly in: PhoneState | 'any';
  readonly on: PhoneEvent | 'any answer';
  readonly if?: Guard;
  readonly do: Task;
  readonly to: PhoneState;
}

export const STATE_TABLE: readonly Transition[] = [
  { in: 'off', on: 'power-on', do: 'boot', to: 'booting' },
  { in: 'any', on: 'power-off', do: 'switch off', to: 'off' },
  { in: 'any', on: 'reboot-wanted', do: 'drop everything and restart', to: 'booting' },
  { in: 'booting', on: 'booted', if: 'knows no server', do: 'wait', to: 'idle' },
  { in: 'booting', on: 'booted', do: 'report start-up', to: 'calling' },

  { in: 'idle', on: 'reason-to-call', if: 'there is a call to make', do: 'open a dialogue', to: 'calling' },
  {
    in: 'backing-off',
    on: 'reason-to-call',
    if: 'contact request came',
    do: 'set the message aside and open a dialogue',
    to: 'calling',
  },

  /* 12.2, 12.9: reading, in pieces where it is much */
  { in: 'calling', on: 'ReadAllItems', do: 'send all items', to: 'calling' },
  { in: 'calling', on: 'ReadItems', do: 'send the items asked for', to: 'calling' },
  { in: 'calling', on: 'GetNextFragment', if: 'more pieces', do: 'send the next piece', to: 'calling' },
  { in: 'calling', on: 'GetNextFragment', do: 'send failed', to: 'calling' },

  /* 12.6, 12.7, 12.10: writing */
  { in: 'calling', on: 'WriteItems', if: 'in a call', do: 'send busy', to: 'calling' },
  { in: 'calling', on: 'WriteItems', if: 'too many items', do: 'send failed', to: 'calling' },
  { in: 'calling', on: 'WriteItems', do: 'store the items and send what was refused', to: 'calling' },

  /* 12.8: restart and factory reset */
  { in: 'calling', on: 'Restart', if: 'wrong restart items', do: 'send failed', to: 'calling' },
  {
    in: 'calling',
    on: 'Restart',
    if: 'factory reset',
    do: 'close, reset to factory values and restart',
    to: 'booting',
  },
  { in: 'calling', on: 'Restart', do: 'close and restart', to: 'booting' },

  /* 12.11, 12.12: files and firmware */
  { in: 'calling', on: 'FileDeployment', if: 'in a call and no files then', do: 'send busy', to: 'calling' },
  { in: 'calling', on: 'FileDeployment', do: 'close and fetch files', to: 'loading-files' },
  { in: 'loading-files', on: 'files-loaded', if: 'status due', do: 'report status', to: 'calling' },
  { in: 'loading-files', on: 'files-loaded', do: 'wait', to: 'idle' },
  {
    in: 'calling',
    on: 'SoftwareDeployment',
    if: 'in a call and to wait for its end',
    do: 'send busy',
    to: 'calling',
  },
  { in: 'calling', on: 'SoftwareDeployment', if: 'impossible order', do: 'send failed', to: 'calling' },
  { in: 'calling', on: 'SoftwareDeployment', do: 'close and fetch firmware', to: 'loading-software' },
  { in: 'loading-software', on: 'software-loaded', do: 'restart with the new firmware', to: 'booting' },
  { in: 'loading-software', on: 'software-refused', do: 'report failed firmware', to: 'calling' },

  /* 12.1, 12.4, 12.5: the end, or "come again" */
  { in: 'calling', on: 'CleanUp', if: 'overload', do: 'close and wait a moment', to: 'overloaded' },
  { in: 'calling', on: 'CleanUp', if: 'restart due', do: 'close the dialogue and restart', to: 'booting' },
  { in: 'calling', on: 'CleanUp', do: 'close the dialogue', to: 'idle' },
  { in: 'overloaded', on: 'retry-due', do: 'send the message again with a new nonce', to: 'calling' },

  /* what should not come */
  { in: 'calling', on: 'unknown-action', do: 'send failed for the unknown action', to: 'calling' },
  { in: 'calling', on: 'invalid-answer', do: 'send clean-up', to: 'ending' },
  { in: 'calling', on: 'abort-wanted', do: 'send clean-up', to: 'ending' },

  /* 12.14: the phone gives up; whatever is answered, it is over */
  { in: 'ending', on: 'any answer', do: 'end the aborted dialogue', to: 'idle' },

  /* the network */
  { in: 'calling', on: 'no-answer', if: 'attempts left', do: 'wait for another attempt', to: 'backing-off' },
  { in: 'calling', on: 'no-answer', do: 'give up the dialogue', to: 'idle' },
  { in: 'backing-off', on: 'retry-due', do: 'send the same message again', to: 'calling' },
];

const answerEvents: ReadonlySet<PhoneEvent> = new Set(ANSWER_EVENTS);

/** The row for an event in a state, or undefined when the phone takes no notice. */
export function findTransition(
  state: PhoneState,
  event: PhoneEvent,
  holds: (guard: Guard) => boolean,
): Transition | undefined {
  return STATE_TABLE.find(
    (row) =>
      (row.on === event || (row.on === 'any answer' && answerEvents.has(event))) &&
      (row.in === state || (row.in === 'any' && state !== 'off')) &&
      (row.if === undefined || holds(row.if)),
  );
}
