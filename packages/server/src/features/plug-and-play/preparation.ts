import { normalizeMac } from '@deskfleet/protocol';
import type { Sentence } from '../../infra/record-files/index.ts';
import { MAX_E164_DIGITS, readE164 } from '../clients/index.ts';

/** What is wrong with a field: a stable word for programs, and the sentence. */
export interface FieldFault {
  readonly rule: string;
  readonly text: Sentence;
}

/** A field as it is stored; null when there is nothing in it. */
export type ReadField = { readonly value: string | null } | FieldFault;

/** The device ID that somebody typed: a MAC address in any usual form. */
export function readTypedDeviceId(text: string): ReadField {
  if (text.trim() === '') return { value: null };
  const mac = normalizeMac(text);
  if (mac === undefined) {
    const shown = text.trim().slice(0, 60);
    return {
      rule: 'device_id.form',
      text: {
        en: `“${shown}” is no device ID: it is a MAC address with 12 hexadecimal digits, such as 00:1A:E8:75:FD:B1.`,
        de: `„${shown}“ ist keine Geräte-ID: Sie ist eine MAC-Adresse mit 12 hexadezimalen Ziffern wie 00:1A:E8:75:FD:B1.`,
      },
    };
  }
  // The least significant bit of the first byte says that it is the address of many.
  if ((Number.parseInt(mac.slice(0, 2), 16) & 1) === 1 || mac === '00:00:00:00:00:00') {
    return {
      rule: 'device_id.no_device',
      text: {
        en: `“${mac}” is not the address of one device: read it on the label of the phone.`,
        de: `„${mac}“ ist nicht die Adresse eines einzelnen Geräts: Sie steht auf dem Etikett des Telefons.`,
      },
    };
  }
  return { value: mac };
}

/** The E.164 number that somebody typed. */
export function readTypedE164(text: string): ReadField {
  if (text.trim() === '') return { value: null };
  const number = readE164(text);
  if (number !== undefined) return { value: number };
  const shown = text.trim().slice(0, 60);
  const tooLong = /^\d+$/.test(text.trim());
  return tooLong
    ? {
        rule: 'e164.too_long',
        text: {
          en: `“${shown}” has ${text.trim().length} digits: an E.164 number has at most ${MAX_E164_DIGITS}.`,
          de: `„${shown}“ hat ${text.trim().length} Ziffern: Eine E.164-Rufnummer hat höchstens ${MAX_E164_DIGITS}.`,
        },
      }
    : {
        rule: 'e164.form',
        text: {
          en: `“${shown}” is no E.164 number: it has digits only, with the country code and without plus sign, such as 4989700732406.`,
          de: `„${shown}“ ist keine E.164-Rufnummer: Sie besteht nur aus Ziffern, mit Landeskennzahl und ohne Pluszeichen, wie 4989700732406.`,
        },
      };
}

/** Whoever is prepared must be recognizable. */
export const nothingToRecognize: FieldFault = {
  rule: 'preparation.empty',
  text: {
    en: 'Give a device ID or a number: otherwise the phone cannot be recognized.',
    de: 'Geben Sie eine Geräte-ID oder eine Rufnummer an: Sonst kann das Telefon nicht erkannt werden.',
  },
};
