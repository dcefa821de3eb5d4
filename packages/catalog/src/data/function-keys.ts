import { inSection } from '../define.ts';
import type { Parameter } from '../parameter.ts';
import { FUNCTIONS } from './key-functions.ts';

/** Section 7.7.2 of the guide. */
export const functionKeys: readonly Parameter[] = [
  ...inSection('7.7.2', [
    {
      id: 'fpk.function',
      item: 'function-key-def',
      type: 'enum',
      label: { en: 'Function', de: 'Funktion' },
      help: {
        en: 'Function that a programmable key carries out.',
        de: 'Funktion, die eine programmierbare Taste ausführt.',
      },
      values: FUNCTIONS,
      valuesSource: 'G 120-138, GS3, GS5',
      default: 'none',
      index: { kind: 'keys' },
      list: 'function-keys',
      source: 'G 120, GS3, DLSIR',
    },
    {
      id: 'fpk:label',
      item: 'key-label-unicode',
      type: 'text',
      label: { en: 'Key label', de: 'Tastenbeschriftung' },
      help: {
        en: 'Text next to the key, for which some functions leave less room.',
        de: 'Text neben der Taste, für den manche Funktionen weniger Platz lassen.',
      },
      maxLength: 24,
      index: { kind: 'keys' },
      list: 'function-keys',
      certainty: 'inferred',
      source: 'G 122, G 138, DLSIR',
    },
  ]),
];
