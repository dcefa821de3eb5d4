import type { Item, ItemStatus } from '@deskfleet/protocol';
import type { PhoneBehavior } from './behavior.ts';
import type { DialogueOutcome, PendingCall } from './call-queue.ts';
import type { Clock } from './clock.ts';
import type { Exchange, ServerUrl } from './dialogue.ts';
import type { FaultPlan } from './faults.ts';
import type { FileLoader, NewSoftware } from './file-loader.ts';
import type { ItemStore } from './item-store.ts';
import type { PhoneMobility } from './mobility.ts';
import type { FirmwareTraits } from './models/traits.ts';
import type { Random } from './random.ts';
import type { PhoneState } from './state-table.ts';

/** The phone around its state machine: what the machine works with, asks, and tells. */
export interface MachineHost {
  readonly clock: Clock;
  readonly random: Random;
  readonly behavior: PhoneBehavior;
  readonly store: ItemStore;
  readonly faults: FaultPlan;
  readonly files: FileLoader;
  readonly mobility: PhoneMobility;
  /** Address that outgoing connections come from; undefined: the machine's choice. */
  readonly localAddress: string | undefined;

  /** What the firmware in force does. */
  getTraits(): FirmwareTraits;
  /** The firmware does not start, and never will. */
  isBroken(): boolean;
  /** Where the phone calls on its own; undefined: it knows no server. */
  findServer(): ServerUrl | undefined;
  /** The phone's own reason to refuse an item before it looks at the value. */
  findRefusal(item: Item): ItemStatus | undefined;

  /** A WriteItems is about to be carried out: the moment at which a planned call begins. */
  onWriteItems(): void;
  /** An item was stored, or refused with a status. */
  onItem(item: Item, dialogue: number, status: ItemStatus | undefined, isRepeated: boolean): void;
  onExchange(exchange: Exchange): void;
  onDialogueEnd(dialogue: number, call: PendingCall, outcome: DialogueOutcome): void;
  onState(state: PhoneState): void;
  onBooting(): void;
  onBooted(): void;
  onOff(): void;
  onFactoryReset(): void;
  onNewSoftware(software: NewSoftware): void;
}
