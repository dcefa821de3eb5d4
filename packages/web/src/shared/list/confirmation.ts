/** From this many things on, a far-reaching order wants its number typed. */
export const TYPED_NUMBER_FROM = 50;

export function needsTypedNumber(count: number): boolean {
  return count >= TYPED_NUMBER_FROM;
}

/** Whether the typed text is the number, with or without the separators of either language. */
export function isTypedNumber(text: string, count: number): boolean {
  const digits = text.replace(/[\s.,\u202f\u00a0]/g, '');
  return /^\d+$/.test(digits) && Number(digits) === count;
}
