import type { Item, ServerMessage } from '@deskfleet/protocol';
import { retryDelayMs } from './behavior.ts';
import {
  CallQueue,
  type DialogueOutcome,
  isContactRequest,
  ownCall,
  type PendingCall,
} from './call-queue.ts';
import type { Timer } from './clock.ts';
import {
  type FileRecord,
  nameIn,
  readFileOrders,
  readSoftwareOrder,
  toDeploymentItems,
} from './deployment.ts';
import { type AnswerEvent, Dialogue } from './dialogue.ts';
import type { NewSoftware } from './file-loader.ts';
import { readAllItems, readItems, writeItems } from './item-actions.ts';
import type { MachineHost } from './machine-host.ts';
import { findValue, initialItems, withOwnItems } from './messages.ts';
import { PhoneMemory } from './phone-memory.ts';
import { readRestart } from './restart.ts';
import { findTransition, type Guard, type PhoneEvent, type PhoneState, type Task } from './state-table.ts';
import { StrayConnections } from './wire/stray-connections.ts';

/** What came with an event. */
interface EventInput {
  /** Items of the server's answer. */
  readonly items: readonly Item[];
  readonly answer?: ServerMessage;
  /** The unknown action, or why the phone gives up. */
  readonly text?: string;
  readonly call?: PendingCall;
  readonly records?: readonly FileRecord[];
  readonly isStatusDue?: boolean;
  readonly isIndexed?: boolean;
  readonly software?: NewSoftware;
}

/** The dialogue under way and what it was opened for. */
interface ActiveDialogue {
  readonly dialogue: Dialogue;
  readonly call: PendingCall;
  /** Local changes that its first message told of. */
  readonly changeCount: number;
  restartDue: boolean;
}

type GuardTable = Readonly<Record<Guard, (machine: PhoneMachine, input: EventInput) => boolean>>;
type TaskTable = Readonly<Record<Task, (machine: PhoneMachine, input: EventInput) => void>>;

const NO_INPUT: EventInput = { items: [] };

/** Runs the state table for one phone. */
export class PhoneMachine {
  readonly #host: MachineHost;
  /** What survives from one dialogue to the next. */
  readonly memory: PhoneMemory;
  readonly #queue = new CallQueue();
  readonly #strays = new StrayConnections();
  readonly #waitingEvents: (readonly [PhoneEvent, EventInput])[] = [];
  #isHandling = false;
  #state: PhoneState = 'off';
  #active: ActiveDialogue | undefined;
  #dialogues = 0;
  /** The one thing the phone waits for: boot, another attempt, the end of an overload. */
  #timer: Timer | undefined;
  #download: AbortController | undefined;
  constructor(host: MachineHost, isConfigurationChanged: boolean) {
    this.#host = host;
    this.memory = new PhoneMemory(isConfigurationChanged);
  }

  get state(): PhoneState {
    return this.#state;
  }

  /** Begins or ends the call that the phone is in. */
  setInCall(isInCall: boolean): void {
    this.memory.isInCall = isInCall;
    this.#callIfWanted();
  }

  /** Adds a reason to call and calls as soon as the phone can. */
  want(call: PendingCall): void {
    this.#queue.add(call);
    this.#callIfWanted();
  }

  /** Looks up the state table and does what it says; an event that comes up meanwhile has its turn afterwards. */
  handle(event: PhoneEvent, input: EventInput = NO_INPUT): void {
    this.#waitingEvents.push([event, input]);
    if (this.#isHandling) return;
    this.#isHandling = true;
    try {
      for (let next = this.#waitingEvents.shift(); next !== undefined; next = this.#waitingEvents.shift()) {
        this.#step(next[0], next[1]);
      }
    } finally {
      this.#isHandling = false;
    }
  }

  #step(event: PhoneEvent, input: EventInput): void {
    const row = findTransition(this.#state, event, (guard) => PhoneMachine.#guards[guard](this, input));
    if (row === undefined) return;
    const before = this.#state;
    this.#state = row.to;
    PhoneMachine.#tasks[row.do](this, input);
    if (before !== row.to) this.#host.onState(row.to);
    this.#callIfWanted();
  }

  /** Calls when there is a reason and the state allows it. */
  #callIfWanted(): void {
    if (this.#state === 'backing-off' && this.#queue.some(isContactRequest)) {
      this.handle('reason-to-call');
    }
    if (this.#state === 'idle' && (this.#hasCall() || this.memory.owesCall)) this.handle('reason-to-call');
  }

  #hasCall(): boolean {
    const knowsServer = this.#host.findServer() !== undefined;
    return this.#queue.some((call) => knowsServer || call.server !== undefined);
  }

  static readonly #guards: GuardTable = {
    'knows no server': (machine) => machine.#host.findServer() === undefined,
    'there is a call to make': (machine) =>
      machine.#hasCall() ||
      (machine.memory.owesCall && !machine.memory.isInCall && machine.#host.findServer() !== undefined),
    'contact request came': (machine) => machine.#queue.some(isContactRequest),
    'in a call': (machine) => machine.memory.isInCall,
    'in a call and to wait for its end': (machine, { items }) =>
      machine.memory.isInCall && readSoftwareOrder(items).whenIdle,
    'in a call and no files then': (machine) =>
      machine.memory.isInCall && machine.#host.behavior.refusesFilesInCall,
    'too many items': (machine, { items }) => {
      const { maxItems = -1 } = machine.#host.getTraits();
      return maxItems > 0 && items.length > maxItems;
    },
    'more pieces': (machine) => machine.#active?.dialogue.hasMorePieces === true,
    'factory reset': (_machine, { items }) => readRestart(items) === 'factory-reset',
    'wrong restart items': (_machine, { items }) => readRestart(items) === 'wrong',
    'impossible order': (_machine, { items }) => {
      const { source, softwareType = 'Siemens SIP' } = readSoftwareOrder(items);
      return source.kind === 'none' || !/\b(SIP|HFA)\b/.test(softwareType);
    },
    overload: (_machine, { items }) => findValue(items, 'cleanup-reason')?.toLowerCase() === 'overload',
    'attempts left': (machine) => machine.#hasAttemptsLeft(),
    'status due': (_machine, { isStatusDue }) => isStatusDue === true,
    'restart due': (machine) => machine.#active?.restartDue === true,
  };

  static readonly #tasks: TaskTable = {
    boot: (machine) => machine.#boot(),
    'switch off': (machine) => machine.#switchOff(),
    wait: () => {},
    'report start-up': (machine) => machine.#open(ownCall('start-up')),
    'open a dialogue': (machine) => machine.#openNext(),
    'set the message aside and open a dialogue': (machine) => machine.#setAside(),
    'send all items': (machine) => machine.#reply('ReadAllItems', readAllItems(machine.#host)),
    'send the items asked for': (machine, { items }) =>
      machine.#reply('ReadItems', readItems(machine.#host, items)),
    'store the items and send what was refused': (machine, { items }) =>
      machine.#reply('WriteItems', machine.#write(items)),
    'send the next piece': (machine) => machine.#active?.dialogue.sendNextPiece(),
    'send busy': (machine, { answer }) => machine.#answer(answer, 'busy'),
    'send failed': (machine, { answer }) => machine.#answer(answer, 'failed'),
    'send failed for the unknown action': (machine, { text = '' }) => {
      const failure = {
        reason: 'reply-to',
        action: 'CleanUp',
        status: 'failed',
        unknownAction: text,
      } as const;
      machine.#active?.dialogue.send({ ...failure, items: [] });
    },
    'send clean-up': (machine, { text = '' }) => {
      machine.#active?.dialogue.send({
        reason: 'clean-up',
        items: [{ name: 'cleanup-reason', value: text }],
      });
    },
    'close and restart': (machine) => {
      machine.#end('restarted');
      machine.#boot();
    },
    'drop everything and restart': (machine) => {
      machine.#active?.dialogue.destroy();
      machine.#boot();
    },
    'close, reset to factory values and restart': (machine) => {
      machine.#end('restarted');
      machine.#host.onFactoryReset();
      machine.memory.noteChange([]);
      machine.#boot();
    },
    'close and fetch files': (machine, { items }) => machine.#fetchFiles(items),
    'close and fetch firmware': (machine, { items }) => machine.#fetchSoftware(items),
    'report status': (machine, { records = [], isIndexed = false }) =>
      machine.#open(ownCall('status', toDeploymentItems(records, isIndexed))),
    'report failed firmware': (machine, { text = '' }) => {
      const at = machine.#host.clock.now();
      const record: FileRecord = { type: 'APP', name: text, status: 'failed', at };
      machine.#open(ownCall('status', toDeploymentItems([record], false)));
    },
    'restart with the new firmware': (machine, { software }) => {
      if (software !== undefined) machine.#host.onNewSoftware(software);
      machine.#boot();
    },
    'close and wait a moment': (machine) => {
      const [shortest, longest] = machine.#host.behavior.overloadDelayMs;
      machine.#active?.dialogue.pause();
      machine.#schedule(machine.#host.random.integer(shortest, longest), 'retry-due');
    },
    'close the dialogue': (machine, { items }) => machine.#complete(items),
    'close the dialogue and restart': (machine, { items }) => {
      machine.#complete(items);
      machine.#boot();
    },
    'wait for another attempt': (machine) => machine.#backOff(),
    'give up the dialogue': (machine) => machine.#end('unanswered'),
    'end the aborted dialogue': (machine) => machine.#end('aborted'),
    'send the same message again': (machine) => machine.#active?.dialogue.repeat(),
    'send the message again with a new nonce': (machine) => machine.#active?.dialogue.sayAgain(),
  };

  #boot(): void {
    const { behavior, random } = this.#host;
    this.#end('interrupted');
    this.#forget();
    this.#host.onBooting();
    // Nothing that such a phone does reaches anybody, whatever is done with its power.
    if (this.#host.isBroken()) return;
    const jitterMs = behavior.bootJitterMs > 0 ? random.integer(0, behavior.bootJitterMs) : 0;
    this.#schedule(behavior.bootMs + jitterMs, 'booted');
  }

  #switchOff(): void {
    this.#active?.dialogue.destroy();
    this.#end('interrupted');
    this.#forget();
    this.#queue.clear('interrupted');
    this.#host.onOff();
  }

  /** What no phone remembers over a restart: the promise to call, the call itself, cookies, what it was doing. */
  #forget(): void {
    this.#cancelTimer();
    this.#strays.closeAll();
    this.#download?.abort();
    this.#download = undefined;
    this.memory.forget();
  }

  #openNext(): void {
    const knowsServer = this.#host.findServer() !== undefined;
    const call = this.#queue.take((waiting) => knowsServer || waiting.server !== undefined);
    this.#open(call ?? { reason: 'solicited', cause: 'promise', items: [], waiters: [] });
  }

  #open(call: PendingCall): void {
    const { clock, behavior, store, faults, localAddress } = this.#host;
    const server = call.server ?? this.#host.findServer();
    if (server === undefined) return;
    const traits = this.#host.getTraits();
    this.#dialogues += 1;
    const dialogue = new Dialogue({
      number: this.#dialogues,
      reason: call.reason,
      clock,
      server,
      ...(localAddress === undefined ? {} : { localAddress }),
      traits,
      faults,
      answerTimeoutMs: behavior.answerTimeoutMs,
      nonce: behavior.nonce,
      oldCookie: traits.keepsCookie ? this.memory.cookie : undefined,
      strays: this.#strays,
      onExchange: (exchange) => this.#host.onExchange(exchange),
      onAnswer: (source, answer) => {
        if (this.#active?.dialogue === source) this.#hear(answer);
      },
    });
    this.#active = { dialogue, call, changeCount: this.memory.changeCount, restartDue: false };
    const isChanged = call.reason === 'local-changes' || this.memory.isChanged;
    store.put({ name: 'configuration-changed-flag', value: String(isChanged) }, 'identity');
    const items = initialItems(call.reason, store, traits, this.memory.changedItems);
    dialogue.send({ reason: call.reason, items: withOwnItems(items, call.items) });
  }

  #hear(answer: AnswerEvent): void {
    if (answer.event !== 'no-answer' && this.#active?.call.cause === 'promise') this.memory.owesCall = false;
    if ('answer' in answer) this.#obey(answer.answer);
    else if (answer.event === 'unknown-action')
      this.handle('unknown-action', { items: [], text: answer.actionText });
    else this.handle(answer.event, { items: [], text: answer.text });
  }

  #obey(answer: ServerMessage): void {
    const { faults } = this.#host;
    if (answer.action !== 'CleanUp' && this.#state === 'calling') {
      if (faults.strikes('reboot')) {
        this.handle('reboot-wanted');
        return;
      }
      if (faults.strikes('abort')) {
        this.handle('abort-wanted', { items: [], text: 'cancelled at the phone' });
        return;
      }
    }
    if (answer.action === 'WriteItems') this.#host.onWriteItems();
    this.handle(answer.action, { items: answer.items, answer });
  }

  #setAside(): void {
    const interrupted = this.#active;
    const call = this.#queue.take(isContactRequest);
    this.#cancelTimer();
    if (interrupted === undefined || call === undefined) return;
    // A server that asks for a call has lost the dialogue that was under way; one that had not begun is still due.
    if (interrupted.dialogue.isAtStart) {
      interrupted.dialogue.close();
      this.#queue.addFirst(interrupted.call);
    } else {
      this.#end('unanswered');
    }
    this.#open(call);
  }

  #reply(action: 'ReadAllItems' | 'ReadItems' | 'WriteItems', items: readonly Item[]): void {
    const { store, behavior } = this.#host;
    const { itemsPerPiece } = behavior;
    this.#active?.dialogue.reply(action, items, {
      maxBytes: store.getNumber('dls-chunk-size', DEFAULT_CHUNK_BYTES),
      ...(itemsPerPiece === undefined ? {} : { maxItems: itemsPerPiece }),
    });
  }

  #answer(answer: ServerMessage | undefined, status: 'busy' | 'failed'): void {
    if (answer === undefined) return;
    this.#active?.dialogue.send({ reason: 'reply-to', action: answer.action, status, items: [] });
  }

  #write(items: readonly Item[]): Item[] {
    const active = this.#active;
    if (active === undefined) return [];
    const { restartItems } = this.#host.behavior;
    const refused = writeItems(this.#host, items, active.dialogue.number, this.memory);
    const isRefused = (item: Item) =>
      refused.some(({ name, index }) => name === item.name && index === item.index);
    // A phone that gets another user, or its own profile back, restarts with it (reference, section 16).
    const restarts = (name: string) => name === 'sip-mobility-state' || restartItems.includes(name);
    active.restartDue ||= items.some((item) => restarts(item.name) && !isRefused(item));
    return refused;
  }

  #fetchFiles(items: readonly Item[]): void {
    const orders = readFileOrders(items);
    const isSingle = orders.length === 1 && orders[0]?.index === undefined;
    const download = this.#beginDownload();
    void this.#host.files.load(orders, download.signal).then((records) => {
      if (this.#download !== download) return;
      const { reportsFiles } = this.#host.getTraits();
      const isTold = reportsFiles === 'all' || (isSingle && reportsFiles === 'single');
      const isStatusDue = records.length > 0 && isTold;
      this.handle('files-loaded', { items: [], records, isStatusDue, isIndexed: !isSingle });
    });
  }

  #fetchSoftware(items: readonly Item[]): void {
    const download = this.#beginDownload();
    const order = readSoftwareOrder(items);
    void this.#host.files.loadSoftware(order, download.signal).then((software) => {
      if (this.#download !== download) return;
      if (software === undefined) this.handle('software-refused', { items: [], text: nameIn(order.source) });
      else this.handle('software-loaded', { items: [], software });
    });
  }

  #beginDownload(): AbortController {
    this.#end('loading');
    this.#download = new AbortController();
    return this.#download;
  }

  #complete(items: readonly Item[]): void {
    const active = this.#active;
    if (active === undefined) return;
    this.memory.noteReport(active.changeCount, active.call.reason === 'local-changes');
    const { knowsSendSolicited } = this.#host.getTraits();
    if (knowsSendSolicited && findValue(items, 'send-solicited')?.toLowerCase() === 'true')
      this.memory.owesCall = true;
    this.#end('completed');
  }

  /** Closes the dialogue under way, if there is one, and tells how it ended. */
  #end(outcome: DialogueOutcome): void {
    const active = this.#active;
    if (active === undefined) return;
    this.#active = undefined;
    this.memory.cookie = active.dialogue.cookie ?? this.memory.cookie;
    active.dialogue.close();
    this.#host.onDialogueEnd(active.dialogue.number, active.call, outcome);
  }

  #hasAttemptsLeft(): boolean {
    const active = this.#active;
    if (active === undefined) return false;
    const { call, dialogue } = active;
    if (dialogue.isAtStart && (call.reason === 'start-up' || call.cause === 'promise')) return true;
    return dialogue.attempts + 1 < this.#host.behavior.retry.attempts;
  }

  #backOff(): void {
    const dialogue = this.#active?.dialogue;
    if (dialogue === undefined) return;
    const { behavior, random } = this.#host;
    dialogue.attempts += 1;
    this.#schedule(retryDelayMs(behavior.retry, dialogue.attempts, random.next()), 'retry-due');
  }

  #schedule(delayMs: number, event: 'booted' | 'retry-due'): void {
    this.#cancelTimer();
    this.#timer = this.#host.clock.schedule(delayMs, () => {
      this.#timer = undefined;
      if (event === 'booted') this.#host.onBooted();
      this.handle(event);
    });
  }

  #cancelTimer(): void {
    if (this.#timer !== undefined) this.#host.clock.cancel(this.#timer);
    this.#timer = undefined;
  }
}

/** Item `dls-chunk-size` (reference, section 11). */
const DEFAULT_CHUNK_BYTES = 5_492;
