import type { Parameter } from '../../api/types.ts';
import type { ValueFault } from './parameter-value.ts';

/** What an old OpenStage does not understand, however it is written (protocol reference, section 10: *Escaping*). */
const NOT_UNDERSTOOD = /[<>&]/;

/** Whether a phone is known not to understand `<`, `>` and `&`: OpenStage with its first firmware, V1. */
export function isOldPhone({ model, softwareVersion }: { model: string; softwareVersion: string }): boolean {
  return model.startsWith('OpenStage') && /\bV[01]\b/i.test(softwareVersion);
}

/** What of a text an old phone cannot take, or null. Certificates and data have none of it. */
export function oldPhoneFault(parameter: Parameter | null, wire: string): ValueFault | null {
  if (!NOT_UNDERSTOOD.test(wire)) return null;
  const name = parameter?.label;
  return {
    kind: 'old-phone',
    text: {
      en: `${name === undefined ? 'The value' : `${name.en}: the value`} contains <, > or &, which an OpenStage with firmware V1 among these phones does not understand. Write it without them, e.g. + instead of &.`,
      de: `${name === undefined ? 'Der Wert' : `${name.de}: Der Wert`} enthält <, > oder &, was ein OpenStage mit Firmware V1 unter diesen Telefonen nicht versteht. Schreiben Sie ihn ohne diese Zeichen, z. B. + statt &.`,
    },
  };
}
