import { type FieldFault, readTypedE164 } from '../plug-and-play/index.ts';

/** Phones take passwords of this length (G 196: the least length can be set from 6 to 24). */
export const MIN_PASSWORD_LENGTH = 6;
export const MAX_PASSWORD_LENGTH = 24;

type Read = { readonly value: string } | FieldFault;

/** The number of a mobile user, which must not be missing. */
export function readUserNumber(text: string): Read {
  const read = readTypedE164(text);
  if (!('value' in read)) return read;
  if (read.value !== null) return { value: read.value };
  return {
    rule: 'e164.missing',
    text: {
      en: 'Give the E.164 number of the mobile user.',
      de: 'Geben Sie die E.164-Rufnummer des mobilen Benutzers an.',
    },
  };
}

/** A password that can be typed at every phone: the text itself is never part of the sentence. */
export function readUserPassword(text: string): Read {
  const { length } = text;
  if (length < MIN_PASSWORD_LENGTH || length > MAX_PASSWORD_LENGTH) {
    return {
      rule: 'password.length',
      text: {
        en: `The password has ${length} characters: it must have ${MIN_PASSWORD_LENGTH} to ${MAX_PASSWORD_LENGTH}.`,
        de: `Das Passwort hat ${length} Zeichen: Es muss ${MIN_PASSWORD_LENGTH} bis ${MAX_PASSWORD_LENGTH} haben.`,
      },
    };
  }
  if (/^[!-~]+$/.test(text)) return { value: text };
  return {
    rule: 'password.characters',
    text: {
      en: 'The password may have letters from A to Z, digits and punctuation marks, and no blanks: others cannot be typed at every phone.',
      de: 'Das Passwort darf aus Buchstaben von A bis Z, Ziffern und Satzzeichen bestehen, ohne Leerzeichen: Andere Zeichen lassen sich nicht an jedem Telefon eingeben.',
    },
  };
}
