import { isLegacyPhone, validateLegacyText } from '@deskfleet/catalog/codec';
import type { Parameter } from '../../api/types.ts';
import type { ValueFault } from './parameter-value.ts';

const ANY_VALUE = { en: 'This value', de: 'Dieser Wert' };

/** Whether a phone does not understand everything in a text. */
export const isOldPhone = isLegacyPhone;

/** What of a text an old phone cannot take, or null; the sentence is the server's. */
export function oldPhoneFault(parameter: Parameter | null, wire: string): ValueFault | null {
  const name =
    parameter === null ? ANY_VALUE : { en: `“${parameter.label.en}”`, de: `„${parameter.label.de}“` };
  const text = validateLegacyText(name, wire);
  return text === undefined ? null : { kind: 'old-phone', text };
}
