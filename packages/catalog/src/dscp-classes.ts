import type { ChoiceDefinition } from './define.ts';

/** The classes of guide section 7.6.7 with their code points (RFC 2474, 2597 and 3246). */
export const DSCP_CLASSES: readonly ChoiceDefinition[] = (
  [
    ['BE', 0],
    ['AF11', 10],
    ['AF12', 12],
    ['AF13', 14],
    ['AF21', 18],
    ['AF22', 20],
    ['AF23', 22],
    ['AF31', 26],
    ['AF32', 28],
    ['AF33', 30],
    ['AF41', 34],
    ['AF42', 36],
    ['AF43', 38],
    ['EF', 46],
    ['CS7', 56],
    ['CS3', 24],
    ['CS4', 32],
    ['CS5', 40],
  ] as const
).map(([name, codePoint]) => ({
  value: name,
  wire: String(codePoint),
  label: { en: name, de: name },
}));
