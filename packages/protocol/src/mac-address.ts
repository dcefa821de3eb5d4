const MAC_FORMS =
  /^(?:[0-9a-f]{12}|[0-9a-f]{2}(?::[0-9a-f]{2}){5}|[0-9a-f]{2}(?:-[0-9a-f]{2}){5}|[0-9a-f]{4}(?:\.[0-9a-f]{4}){2})$/i;

/** What nearly every phone sends. */
const USUAL_FORM = /^[0-9A-F]{2}(?::[0-9A-F]{2}){5}$/;

/**
 * A hardware address as `00:1A:E8:12:34:56`, the form of `mac-addr` (section 8), from any usual way of writing it.
 * Undefined for other identifiers, which soft clients may send.
 */
export function normalizeMac(text: string): string | undefined {
  if (USUAL_FORM.test(text)) return text;
  const plain = text.trim();
  if (!MAC_FORMS.test(plain)) return undefined;
  const digits = plain.toUpperCase().replaceAll(/[^0-9A-F]/g, '');
  return digits.replaceAll(/..(?!$)/g, '$&:');
}
