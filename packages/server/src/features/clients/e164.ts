/** Most digits of a number (ITU-T E.164). */
export const MAX_E164_DIGITS = 15;

/** An E.164 number as it is stored: digits only, without prefix or plus sign. Undefined when it is none. */
export function readE164(text: string): string | undefined {
  const plain = text.trim();
  return /^\d{1,15}$/.test(plain) ? plain : undefined;
}
