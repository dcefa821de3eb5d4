const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * Splits a moment into what the clocks of a time zone show. Formats are dear to make, and there are few zones.
 *
 * @throws RangeError for what is no time zone
 */
export function clockFormat(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, format);
  return format;
}

/** Whether a text names a time zone (IANA), e.g. `Europe/Berlin`. */
export function isTimeZone(name: string): boolean {
  try {
    // Offsets such as "+01:00" know no summer time, so they are no site's time zone.
    return !/^[+-]/.test(name) && clockFormat(name) !== undefined;
  } catch {
    return false;
  }
}

/** What is wrong with a text that names no time zone, in both languages. */
export function noTimeZone(name: string): { readonly en: string; readonly de: string } {
  return {
    en: `“${name}” is no time zone: write it as Europe/Berlin.`,
    de: `„${name}“ ist keine Zeitzone: Schreiben Sie sie wie Europe/Berlin.`,
  };
}
