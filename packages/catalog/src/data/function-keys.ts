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
      default: 'none',
      index: { kind: 'keys' },
      list: 'function-keys',
      source: 'G 120, GS3, DLSIR',
    },
  ]),
];
