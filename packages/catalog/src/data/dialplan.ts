import { inSection } from '../define.ts';
import type { Parameter } from '../parameter.ts';

/** Section 7.3.10 of the guide. */
export const dialplan: readonly Parameter[] = [
  ...inSection('7.3.10', [
    {
      id: 'dialplan-enabled',
      item: 'dial-plan-enabled',
      type: 'boolean',
      label: { en: 'Dialplan Enabled', de: 'Wählplan aktiv' },
      help: {
        en: 'Applies the dial plan to what the user dials.',
        de: 'Wendet den Wählplan auf die gewählten Ziffern an.',
      },
      default: false,
      source: 'GS3, SIM',
    },
  ]),
];
