/** Virtual phones: a library for tests and, by `npm run phones`, a fleet for people. */

export { DEFAULT_BEHAVIOR, type PhoneBehavior, type RetryPolicy } from './behavior.ts';
export type { DialogueOutcome, DialogueResult } from './call-queue.ts';
export { type Clock, ManualClock, systemClock, type Timer } from './clock.ts';
export type { Exchange, ExchangeErrorKind } from './dialogue.ts';
export { FAULT_NAMES, type FaultName, FaultPlan, type FaultRates, isFaultName } from './faults.ts';
export type { StoredFile } from './file-loader.ts';
export {
  buildFirmwareImage,
  type FirmwareImage,
  type FirmwareImageOptions,
  type ImageEffect,
  readFirmwareImage,
} from './firmware-image.ts';
export { createFleet, Fleet, type FleetOptions } from './fleet.ts';
export { DEFAULT_MIX, type MixEntry, parseMix } from './mix.ts';
export { isModelName, MODEL_NAMES, type Model, type ModelName, type SoftwareType } from './models/model.ts';
export type { FirmwareTraits, TlsTraits } from './models/traits.ts';
export { type CallOptions, createPhone, VirtualPhone, type WaitOptions } from './phone.ts';
export type { PhoneEvents } from './phone-body.ts';
export type { ContactRequestRecord, WriteRecord } from './phone-journal.ts';
export type { ItemValues, PhoneOptions } from './phone-options.ts';
export { SimulatorError, type SimulatorErrorCode } from './simulator-error.ts';
export { type PhoneState, STATE_TABLE, type Transition } from './state-table.ts';
export { DurationHistogram, Statistics, Tally } from './statistics.ts';
export { CONTACT_PORT, type ContactMode } from './wire/contact-listener.ts';
