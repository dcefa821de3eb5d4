import type { Phone } from './limits.ts';
import type { LocalizedText } from './parameter.ts';

/**
 * Whether a phone is not to be sent `<`, `>` and `&`: OpenStage firmware understood none of their escapes (protocol
 * reference, section 10.3, *Escaping*). Which release learnt it nobody has written down.
 */
export function isLegacyPhone({ model }: Pick<Phone, 'model'>): boolean {
  return model.startsWith('OpenStage');
}

/**
 * Why a legacy phone cannot take a text; undefined when it can. The sentence repeats nothing of the value.
 *
 * @param name of the value, to begin the sentence with
 */
export function validateLegacyText(name: LocalizedText, wire: string): LocalizedText | undefined {
  if (!/[<>&]/.test(wire)) return undefined;
  return {
    en: `${name.en}: the value contains “<”, “>” or “&”, which OpenStage phones cannot take. Write it without them, e.g. “+” instead of “&”.`,
    de: `${name.de}: Der Wert enthält „<“, „>“ oder „&“; OpenStage-Telefone können diese Zeichen nicht annehmen. Schreiben Sie ihn ohne diese Zeichen, z. B. „+“ statt „&“.`,
  };
}
